using System.Net;
using Tandem.Phone.Registration;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Phone.Tests.Registration;

/// <summary>A registration client and a registrar with every fault, on one clock that stands still until it is moved.</summary>
internal sealed class TestRegistrar : IDisposable
{
    private const string Realm = "example.org";

    private readonly SteppedLoop _time = new();
    private readonly MemoryNetwork _network;
    private readonly DigestServer _digest;
    private readonly DateTimeOffset _start;

    public TestRegistrar(TimeSpan? expires = null, string? password = "secret")
    {
        _network = new MemoryNetwork(_time.Loop) { Fate = _ => IsCut ? [] : [TimeSpan.Zero] };
        _digest = new DigestServer(time: _time.Clock);
        var registrar = new SipStack(_time.Loop) { RequestReceived = OnRequest };
        registrar.AddTransport(_network.Open("192.0.2.1:5060"));
        var phone = new SipStack(_time.Loop);
        phone.AddTransport(_network.Open("192.0.2.2:5060"));
        Client = new RegistrationClient(
            phone, new SipFlow(phone.Transports[0], IPEndPoint.Parse("192.0.2.1:5060")), SipUri.Parse("sip:101@example.org"), "<sip:101@192.0.2.2:5060>",
            password is null ? null : new DigestClient("101", password), expires ?? TimeSpan.FromMinutes(10), Changes.Add);
        _start = _time.Clock.GetUtcNow();
    }

    public RegistrationClient Client { get; }

    public List<RegistrationChange> Changes { get; } = [];

    /// <summary>The requests that came through, without those that were only challenged, and when.</summary>
    public List<(double At, SipMessage Request)> Requests { get; } = [];

    /// <summary>The seconds at which they came, rounded.</summary>
    public IEnumerable<double> Times => Requests.Select(request => Math.Round(request.At));

    /// <summary>Whether nothing gets through.</summary>
    public bool IsCut { get; set; }

    /// <summary>The status that asks for credentials, 401 or 407; null where anybody may register.</summary>
    public int? Challenge { get; set; }

    /// <summary>What wrong credentials are answered with: 403, or <see cref="Challenge"/> again.</summary>
    public int Refusal { get; set; } = 403;

    /// <summary>The right password.</summary>
    public string Password { get; set; } = "secret";

    /// <summary>Answers in the place of 200.</summary>
    public int Status { get; set; } = 200;

    /// <summary>More headers of the answer.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>What is granted, in seconds, and how the answer says so.</summary>
    public Action<SipMessage, SipMessage> Grant { get; set; } = (request, response) =>
        response.Add(SipHeaderName.Contact, $"{request.Contacts[0]};expires={request.Expires}");

    public void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>What becomes of a wish, without time passing.</summary>
    public int Now(Task<int> outcome)
    {
        Advance(0);
        Assert.True(outcome.IsCompleted, "no outcome yet");
        return outcome.Result;
    }

    public void Dispose() => _time.Dispose();

    private void OnRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        Requests.Add(((_time.Clock.GetUtcNow() - _start).TotalSeconds, request));
        var isAdmitted = Challenge is null || IsRight(request);
        if (!isAdmitted && !HasCredentials(request))
        {
            Requests.RemoveAt(Requests.Count - 1);
        }
        var response = request.CreateResponse(isAdmitted ? Status : HasCredentials(request) ? Refusal : Challenge!.Value, null, SipStack.NewTag());
        if (response.StatusCode is 401 or 407)
        {
            response.Add(response.StatusCode == 401 ? SipHeaderName.WwwAuthenticate : SipHeaderName.ProxyAuthenticate, _digest.CreateChallenge(Realm).ToString());
        }
        foreach (var (name, value) in Headers)
        {
            response.Add(name, value);
        }
        if (response.StatusCode == 200)
        {
            Grant(request, response);
        }
        transaction.Respond(response);
    }

    private static bool HasCredentials(SipMessage request) => CredentialsOf(request) is not null;

    private static string? CredentialsOf(SipMessage request) => request.Get(SipHeaderName.Authorization) ?? request.Get(SipHeaderName.ProxyAuthorization);

    private bool IsRight(SipMessage request) => CredentialsOf(request) is { } text && DigestCredentials.TryParse(text, out var credentials)
        && _digest.Verify(credentials, Realm, request.Method, DigestHash.Ha1(DigestAlgorithm.Md5, "101", Realm, Password)) == DigestVerdict.Accepted;
}
