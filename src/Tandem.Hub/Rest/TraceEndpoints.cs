using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Tandem.Hub.Configuration;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Switch.Trace;

namespace Tandem.Hub.Rest;

/// <summary><c>/api/trace</c>: the SIP messages of live and recent calls of the built-in exchange.</summary>
internal static class TraceEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        var trace = api.MapGroup("/trace").RequireScope(Scope.Admin).AddEndpointFilter(CheckDomainAsync);
        trace.MapGet("", List).Answers<ItemList<TracedCall>>("Lists the calls of which SIP messages are kept.");
        trace.MapGet("/{**call}", Read)
            .Answers<ItemList<TracedMessageView>>("Shows the SIP messages of a call: format json, ladder or pcap.", 200, 400, 404);
    }

    /// <summary>Messages name everybody on the wire, so only those to whom the exchange itself belongs may see them: with several domains the operator.</summary>
    private static async ValueTask<object?> CheckDomainAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var caller = context.HttpContext.Features.GetRequiredFeature<Caller>();
        var settings = context.HttpContext.RequestServices.GetRequiredService<SwitchSettings>();
        var isAlone = settings.Switch.Domains.Count == 0;
        return caller.Domain is null || (isAlone && caller.User is null && caller.Domain == settings.Switch.Domain)
            ? await next(context).ConfigureAwait(false)
            : new Problem(StatusCodes.Status403Forbidden, isAlone
                ? "SIP messages are shown to the domain of the built-in exchange only."
                : "SIP messages of an exchange with several domains are shown to the operator only.");
    }

    private static IResult List(SipTraceStore trace) => Results.Json(new ItemList<TracedCall>(trace.Calls()), ApiJson.TypeOf<ItemList<TracedCall>>());

    private static IResult Read(string call, string? format, SipTraceStore trace)
    {
        var id = RouteId.Read(call).Text;
        var messages = trace.Find(id);
        if (messages.Count == 0)
        {
            return Problem.NotFound("traced call", id);
        }
        return format switch
        {
            null or "json" => Results.Json(
                new ItemList<TracedMessageView>([.. messages.Select(TracedMessageView.Of)]), ApiJson.TypeOf<ItemList<TracedMessageView>>()),
            "ladder" => Results.Text(SipLadder.Draw(messages), MediaTypeNames.Text.Plain, Encoding.UTF8),
            "pcap" => Pcap(messages),
            _ => Problem.Invalid("format", "json, ladder or pcap is wanted"),
        };
    }

    private static IResult Pcap(IReadOnlyList<TracedMessage> messages)
    {
        var file = new MemoryStream();
        PcapFile.Write(file, messages);
        file.Position = 0;
        return Results.Stream(file, "application/vnd.tcpdump.pcap", "call.pcap");
    }
}
