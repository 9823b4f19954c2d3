using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Bert;

/// <summary>Writes terms as Erlang does.</summary>
internal static class BertTextWriter
{
    public static string Write(BertTerm term)
    {
        var text = new StringBuilder();
        Write(text, term);
        return text.ToString();
    }

    private static void Write(StringBuilder text, BertTerm term)
    {
        switch (term)
        {
            case BertTerm.Integer integer:
                text.Append(integer.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case BertTerm.Float number:
                text.Append(FloatText(number.Value));
                break;
            case BertTerm.Atom atom:
                text.Append(AtomText(atom.Name));
                break;
            case BertTerm.Binary binary:
                WriteBinary(text, binary.Bytes.Span);
                break;
            case BertTerm.BitBinary bits:
                WriteBits(text, bits);
                break;
            case BertTerm.ByteList bytes:
                WriteByteList(text, bytes.Bytes.Span);
                break;
            case BertTerm.List list:
                WriteList(text, list);
                break;
            case BertTerm.Tuple tuple:
                WriteAll(text, '{', tuple.Elements, '}');
                break;
            case BertTerm.Map map:
                text.Append('#');
                WritePairs(text, '{', map.Pairs, "", " => ", "", '}');
                break;
            case BertTerm.Nil:
                text.Append("{bert,nil}");
                break;
            case BertTerm.Boolean boolean:
                text.Append(boolean.Value ? "{bert,true}" : "{bert,false}");
                break;
            case BertTerm.Dictionary dictionary:
                text.Append("{bert,dict,");
                WritePairs(text, '[', dictionary.Pairs, "{", ",", "}", ']');
                text.Append('}');
                break;
            case BertTerm.Time time:
                WriteTime(text, time);
                break;
            case BertTerm.Regex regex:
                text.Append("{bert,regex,");
                WriteBinary(text, Encoding.UTF8.GetBytes(regex.Source));
                text.Append(",[").AppendJoin(',', regex.Options.Select(AtomText)).Append("]}");
                break;
        }
    }

    private static string FloatText(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        var exponent = text.IndexOf('e');
        var mantissa = exponent < 0 ? text : text[..exponent];
        return mantissa.Contains('.') ? text : $"{mantissa}.0{(exponent < 0 ? "" : text[exponent..])}";
    }

    private static string AtomText(string name)
    {
        var isPlain = name.Length > 0 && char.IsAsciiLetterLower(name[0]) && name.All(value => char.IsAsciiLetterOrDigit(value) || value is '_' or '@');
        return isPlain ? name : Quoted(name, '\'');
    }

    private static string Quoted(string text, char quote)
    {
        var quoted = new StringBuilder().Append(quote);
        foreach (var value in text)
        {
            quoted.Append(value switch
            {
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when value == quote => $"\\{quote}",
                _ when char.IsControl(value) || char.IsSurrogate(value) => $"\\x{{{(int)value:X}}}",
                _ => value.ToString(),
            });
        }
        return quoted.Append(quote).ToString();
    }

    private static bool IsReadable(string text) => text.All(value => !char.IsControl(value) && !char.IsSurrogate(value) || value is '\n' or '\r' or '\t');

    private static void WriteBinary(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        text.Append("<<");
        if (bytes.Length > 0 && Utf8.IsValid(bytes) && Encoding.UTF8.GetString(bytes) is var content && IsReadable(content))
        {
            text.Append(Quoted(content, '"')).Append(content.All(char.IsAscii) ? "" : "/utf8");
        }
        else
        {
            text.AppendJoin(',', bytes.ToArray());
        }
        text.Append(">>");
    }

    private static void WriteBits(StringBuilder text, BertTerm.BitBinary binary)
    {
        var rest = (int)(binary.Bits % 8);
        text.Append("<<");
        foreach (var value in binary.Bytes.Span[..^1])
        {
            text.Append(value).Append(',');
        }
        text.Append(binary.Bytes.Span[^1] >> (8 - rest)).Append(':').Append(rest).Append(">>");
    }

    private static void WriteByteList(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            text.Append(Quoted(Encoding.ASCII.GetString(bytes), '"'));
        }
        else
        {
            text.Append('[').AppendJoin(',', bytes.ToArray()).Append(']');
        }
    }

    private static void WriteList(StringBuilder text, BertTerm.List list)
    {
        WriteAll(text, '[', list.Elements, ']');
        if (list.Tail is { } tail)
        {
            text.Length--;
            text.Append('|');
            Write(text, tail);
            text.Append(']');
        }
    }

    private static void WriteTime(StringBuilder text, BertTerm.Time time)
    {
        var microseconds = BertTime.ToMicroseconds(time.Value);
        var micro = ((microseconds % 1_000_000) + 1_000_000) % 1_000_000;
        var seconds = (microseconds - micro) / 1_000_000;
        var rest = ((seconds % 1_000_000) + 1_000_000) % 1_000_000;
        text.Append(CultureInfo.InvariantCulture, $"{{bert,time,{(seconds - rest) / 1_000_000},{rest},{micro}}}");
    }

    private static void WriteAll(StringBuilder text, char open, ValueList<BertTerm> elements, char close)
    {
        text.Append(open);
        for (var i = 0; i < elements.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Write(text, elements[i]);
        }
        text.Append(close);
    }

    private static void WritePairs(
        StringBuilder text, char open, ValueList<KeyValuePair<BertTerm, BertTerm>> pairs, string before, string between, string after, char close)
    {
        text.Append(open);
        for (var i = 0; i < pairs.Count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(before);
            Write(text, pairs[i].Key);
            text.Append(between);
            Write(text, pairs[i].Value);
            text.Append(after);
        }
        text.Append(close);
    }
}
