using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tandem.Sipgate.Webhooks;

/// <summary>
/// The fields of a body in <c>application/x-www-form-urlencoded</c>. Escaped bytes are UTF-8, or Latin-1 where they are not. Of an array's key only the
/// name counts: <c>user</c>, <c>user[]</c>, <c>user[0]</c> and <c>user[][0]</c> are one.
/// </summary>
internal sealed class WebhookForm
{
    /// <summary>How many fields a body may have.</summary>
    public const int MaxFields = 1_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<KeyValuePair<string, string>> _fields = [];

    private WebhookForm()
    {
    }

    public IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>Takes a body apart.</summary>
    /// <param name="body">The bytes.</param>
    /// <exception cref="WebhookFormatException">There are too many fields, or an escape is broken.</exception>
    public static WebhookForm Read(ReadOnlySpan<byte> body)
    {
        var form = new WebhookForm();
        foreach (var range in body.Split((byte)'&'))
        {
            var field = body[range];
            if (field.IsEmpty)
            {
                continue;
            }
            if (form._fields.Count == MaxFields)
            {
                throw new WebhookFormatException($"The body has more than {MaxFields} fields.");
            }
            var equals = field.IndexOf((byte)'=');
            var key = Decode(equals < 0 ? field : field[..equals]);
            form._fields.Add(new(key, equals < 0 ? "" : Decode(field[(equals + 1)..])));
        }
        return form;
    }

    /// <summary>The first value of a field; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    public string? Find(string name)
    {
        foreach (var (key, value) in _fields)
        {
            if (IsNamed(key, name))
            {
                return value;
            }
        }
        return null;
    }

    /// <summary>Every value of a field, in order.</summary>
    /// <param name="name">Its name.</param>
    public List<string> All(string name) => [.. _fields.Where(field => IsNamed(field.Key, name)).Select(field => field.Value)];

    private static bool IsNamed(string key, string name) =>
        key.StartsWith(name, StringComparison.Ordinal) && (key.Length == name.Length || key[name.Length] == '[');

    private static string Decode(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IsEmpty)
        {
            return "";
        }
        var rented = ArrayPool<byte>.Shared.Rent(escaped.Length);
        try
        {
            return Text(rented.AsSpan(0, Unescape(escaped, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> bytes)
    {
        var length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            switch (escaped[i])
            {
                case (byte)'+':
                    bytes[length++] = (byte)' ';
                    break;
                case (byte)'%':
                    if (i + 2 >= escaped.Length || !byte.TryParse(escaped.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                    {
                        throw new WebhookFormatException("The body has a percent sign without two hexadecimal digits.");
                    }
                    bytes[length++] = value;
                    i += 2;
                    break;
                default:
                    bytes[length++] = escaped[i];
                    break;
            }
        }
        return length;
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
