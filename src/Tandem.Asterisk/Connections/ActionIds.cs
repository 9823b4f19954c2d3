using System.Globalization;
using System.Security.Cryptography;

namespace Tandem.Asterisk.Connections;

/// <summary>Ids of actions that no other client has, on this host or another: some events about an action are sent to all.</summary>
internal sealed class ActionIds
{
    private readonly string _prefix = $"tandem-{RandomNumberGenerator.GetHexString(16, lowercase: true)}-";
    private long _last;

    public string Next() => string.Create(CultureInfo.InvariantCulture, $"{_prefix}{Interlocked.Increment(ref _last)}");
}
