using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tandem.Sipgate.Http;

/// <summary>One request of the API.</summary>
/// <param name="Method">The method of HTTP.</param>
/// <param name="Path">The path below the base address, segments escaped.</param>
/// <param name="Operation">The method and path without values, by which metrics and spans are told apart.</param>
/// <param name="Errors">What refusals mean.</param>
internal sealed record SipgateRequest(HttpMethod Method, string Path, string Operation, ErrorTexts Errors)
{
    /// <summary>The body, JSON; null for none.</summary>
    public byte[]? Body { get; private init; }

    /// <summary>Whether sending it twice is as sending it once (RFC 9110, 9.2.2).</summary>
    public bool IsIdempotent => Method == HttpMethod.Get || Method == HttpMethod.Put || Method == HttpMethod.Delete;

    public static SipgateRequest Get(string template, ErrorTexts errors, params ReadOnlySpan<string> values) => Create(HttpMethod.Get, template, errors, values);

    public static SipgateRequest Put(string template, ErrorTexts errors, params ReadOnlySpan<string> values) => Create(HttpMethod.Put, template, errors, values);

    public static SipgateRequest Post(string template, ErrorTexts errors, params ReadOnlySpan<string> values) => Create(HttpMethod.Post, template, errors, values);

    public static SipgateRequest Delete(string template, ErrorTexts errors, params ReadOnlySpan<string> values) => Create(HttpMethod.Delete, template, errors, values);

    public SipgateRequest With<T>(T body, JsonTypeInfo<T> type) => this with { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    public SipgateRequest WithBody(byte[]? body) => this with { Body = body };

    public SipgateRequest With(QueryText query) => this with { Path = query.AppendTo(Path) };

    // The values stand for the template's braces, in order.
    private static SipgateRequest Create(HttpMethod method, string template, ErrorTexts errors, ReadOnlySpan<string> values)
    {
        var segments = template.Split('/');
        var next = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].StartsWith('{'))
            {
                segments[i] = Escape(values[next++]);
            }
        }
        return new SipgateRequest(method, string.Join('/', segments), $"{method.Method} {template}", errors);
    }

    // Dots alone would leave the path, as addresses are resolved.
    private static string Escape(string segment)
    {
        SipgateValidationException.Require(!string.IsNullOrWhiteSpace(segment) && segment is not ("." or ".."), $"Invalid id: {(string.IsNullOrEmpty(segment) ? "<empty>" : segment)}", "id");
        return Uri.EscapeDataString(segment);
    }
}
