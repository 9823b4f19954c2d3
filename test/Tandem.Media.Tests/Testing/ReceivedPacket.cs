using System.Net;
using Tandem.Media.Rtp;

namespace Tandem.Media.Tests.Testing;

public sealed record ReceivedPacket(RtpHeader Header, byte[] Payload, IPEndPoint From);
