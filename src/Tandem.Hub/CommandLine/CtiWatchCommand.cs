using System.CommandLine;
using Tandem.Cti.Client;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem cti</c>.</summary>
internal static class CtiWatchCommand
{
    private static readonly Argument<string?> Url = new("URL")
    {
        Description = "A Basix or a Tandem: wss://pbx.example.com. Default: TANDEM_URL, else the hub of this machine.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Domain = new("--domain") { Description = "The domain.", DefaultValueFactory = _ => "" };
    private static readonly Option<string?> Token = new("--token") { Description = "The token. Default: TANDEM_TOKEN, else the profile of this machine's hub." };
    private static readonly Option<string?> User = new("--user") { Description = "The user, for --login query." };
    private static readonly Option<CtiLogin> Login = new("--login") { Description = "How to log in: basic, or query as in 2016.", DefaultValueFactory = _ => CtiLogin.Basic };
    private static readonly Option<string?> Pin = new("--pin") { Description = "The SHA-256 of the server's certificate, which alone is then trusted." };
    private static readonly Option<bool> Insecure = new("--insecure") { Description = "Trust any certificate: anybody on the way can read the token." };
    private static readonly Option<bool> Force = new("--force") { Description = "Take the place of an older connection of the token." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print a line of JSON for each record, with the seed's names." };

    public static Command Create()
    {
        var watch = new Command(
            "watch",
            """
            Watch the channels of a Basix or a Tandem as they come, change and go.

              tandem cti watch                                              the hub of this machine
              tandem cti watch wss://pbx.example.com --domain d --token T
            """) { Url, Domain, Token, User, Login, Pin, Insecure, Force, Json };
        watch.SetAction(async (parsed, cancellationToken) =>
        {
            var client = Connect(parsed);
            await new CtiTable(client).RunAsync(parsed.GetValue(Json), cancellationToken).ConfigureAwait(false);
        });
        return new Command(
            "cti",
            """
            Follow the CTI feed of an exchange.

              tandem cti watch wss://pbx.example.com --domain d --token T
            """) { watch };
    }

    private static CtiClient Connect(ParseResult parsed)
    {
        var (url, token) = ApiOptions.FindHub(parsed.GetValue(Url), parsed.GetValue(Token));
        try
        {
            return new CtiClient(new CtiClientOptions
            {
                Url = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : throw new ApiException($"'{url}' is no address, such as wss://pbx.example.com."),
                Domain = parsed.GetValue(Domain) ?? "",
                Token = token,
                User = parsed.GetValue(User),
                Login = parsed.GetValue(Login),
                PinnedCertificate = parsed.GetValue(Pin),
                TrustAnyCertificate = parsed.GetValue(Insecure),
                Force = parsed.GetValue(Force),
                AppName = "tandem cti watch",
            });
        }
        catch (ArgumentException exception)
        {
            throw new ApiException(exception.Message.Split(" (Parameter")[0]);
        }
    }
}
