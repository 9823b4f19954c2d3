using System.Globalization;
using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Headers;

/// <summary>A value of Reason: why a request was sent (RFC 3326).</summary>
/// <param name="Protocol"><c>SIP</c>, <c>Q.850</c> or another.</param>
/// <param name="Cause">A status code of SIP, a cause of Q.850; null where there is none.</param>
/// <param name="Text">For people; null for none.</param>
public sealed record ReasonValue(string Protocol, int? Cause = null, string? Text = null)
{
    /// <summary>The reasons of a message, in their order; malformed ones are left out.</summary>
    public static IReadOnlyList<ReasonValue> AllOf(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return [.. message.GetAll(SipHeaderName.Reason).Select(text => Parse(Encoding.UTF8.GetBytes(text))).OfType<ReasonValue>()];
    }

    /// <summary>Reads one value, as UTF-8; null where it is malformed.</summary>
    public static ReasonValue? Parse(ReadOnlySpan<byte> text)
    {
        if (!ParameterizedValue.TryParse(text, out var value))
        {
            return null;
        }
        var cause = int.TryParse(value.Parameters["cause"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        return new ReasonValue(value.Value, cause, value.Parameters["text"]);
    }

    /// <summary>The value as written in the header.</summary>
    public override string ToString()
    {
        var parameters = Cause is not { } cause ? SipParameters.Empty : SipParameters.Empty.Set("cause", cause.ToString(CultureInfo.InvariantCulture));
        return Protocol + (Text is null ? parameters : parameters.Set("text", Text, quoted: true));
    }
}
