using System.Globalization;
using System.Numerics;
using System.Text;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Bert;

/// <summary>Reads terms as Erlang writes them: what <see cref="BertTextWriter"/> writes, with white space and <c>%</c> comments between.</summary>
internal sealed class BertTextReader
{
    private readonly string _text;
    private int _at;
    private int _depth;

    private BertTextReader(string text) => _text = text;

    public static BertTerm Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new BertTextReader(text);
        var term = reader.ReadTerm();
        reader.SkipSpace();
        if (reader.TryTake('.'))
        {
            reader.SkipSpace();
        }
        return reader._at == text.Length ? term : throw reader.Fault("The text goes on after the term");
    }

    private BertTerm ReadTerm()
    {
        SkipSpace();
        if (++_depth > BertReaderOptions.DepthLimit)
        {
            throw Fault($"Terms are nested deeper than {BertReaderOptions.DepthLimit}");
        }
        var term = Peek() switch
        {
            '{' => BertTerm.MakeTuple(ReadAll('{', '}', out _)),
            '[' => ReadList(),
            '#' => ReadMap(),
            '<' => ReadBinary(),
            '"' => ReadString(),
            '\'' => new BertTerm.Atom(ReadQuoted('\'')),
            >= 'a' and <= 'z' => new BertTerm.Atom(ReadWhile(value => char.IsAsciiLetterOrDigit(value) || value is '_' or '@')),
            '-' or '+' or (>= '0' and <= '9') => ReadNumber(),
            _ => throw Fault("A term is wanted"),
        };
        _depth--;
        return term;
    }

    private BertTerm ReadList()
    {
        var elements = ReadAll('[', ']', out var tail);
        return BertTerm.MakeList(elements, tail);
    }

    private ValueList<BertTerm> ReadAll(char open, char close, out BertTerm? tail)
    {
        Take(open);
        tail = null;
        var elements = new List<BertTerm>();
        SkipSpace();
        while (!TryTake(close))
        {
            if (close == ']' && elements.Count > 0 && TryTake('|'))
            {
                tail = ReadTerm();
                SkipSpace();
                Take(close);
                break;
            }
            if (elements.Count > 0)
            {
                Take(',');
            }
            elements.Add(ReadTerm());
            SkipSpace();
        }
        return [.. elements];
    }

    private BertTerm.Map ReadMap()
    {
        var start = _at;
        Take('#');
        Take('{');
        var pairs = new List<KeyValuePair<BertTerm, BertTerm>>();
        SkipSpace();
        while (!TryTake('}'))
        {
            if (pairs.Count > 0)
            {
                Take(',');
            }
            var key = ReadTerm();
            SkipSpace();
            Take('=');
            Take('>');
            pairs.Add(KeyValuePair.Create(key, ReadTerm()));
            SkipSpace();
        }
        try
        {
            return new BertTerm.Map([.. pairs]);
        }
        catch (ArgumentException)
        {
            throw new BertException("A key is in the map twice", start);
        }
    }

    private BertTerm ReadBinary()
    {
        Take('<');
        Take('<');
        SkipSpace();
        if (Peek() == '"')
        {
            var text = ReadQuoted('"');
            var isUtf8 = TryTake('/');
            if (isUtf8 && ReadWhile(char.IsAsciiLetterOrDigit) != "utf8")
            {
                throw Fault("'/utf8' is wanted");
            }
            End();
            return new BertTerm.Binary((isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text));
        }
        var bytes = new List<byte>();
        var bits = 0;
        while (Peek() != '>')
        {
            if (bytes.Count > 0)
            {
                Take(',');
                SkipSpace();
            }
            var value = ReadByte(byte.MaxValue);
            if (TryTake(':'))
            {
                bits = ReadByte(7);
                value = (byte)(value << (8 - bits));
            }
            bytes.Add(value);
            SkipSpace();
        }
        End();
        return bits > 0 ? new BertTerm.BitBinary([.. bytes], ((bytes.Count - 1L) * 8) + bits) : new BertTerm.Binary(bytes.ToArray());

        void End()
        {
            SkipSpace();
            Take('>');
            Take('>');
        }
    }

    private BertTerm ReadString() => BertTerm.ListOf([.. ReadQuoted('"').EnumerateRunes().Select(rune => (BertTerm)new BertTerm.Integer(rune.Value))]);

    private BertTerm ReadNumber()
    {
        var start = _at;
        if (Peek() is '-' or '+')
        {
            _at++;
        }
        ReadWhile(char.IsAsciiDigit);
        var isFloat = _at + 1 < _text.Length && Peek() == '.' && char.IsAsciiDigit(_text[_at + 1]);
        if (isFloat)
        {
            _at++;
            ReadWhile(char.IsAsciiDigit);
            if (Peek() is 'e' or 'E')
            {
                _at++;
                ReadWhile(value => char.IsAsciiDigit(value) || value is '+' or '-');
            }
        }
        var text = _text[start.._at];
        if (isFloat)
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? new BertTerm.Float(number)
                : throw Fault($"'{text}' is no float");
        }
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? new BertTerm.Integer(integer)
            : throw Fault($"'{text}' is no number");
    }

    private byte ReadByte(byte max) => byte.TryParse(ReadWhile(char.IsAsciiDigit), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= max
        ? value
        : throw Fault($"A number up to {max} is wanted");

    private string ReadQuoted(char quote)
    {
        Take(quote);
        var content = new StringBuilder();
        while (true)
        {
            var value = Next();
            if (value == quote)
            {
                return content.ToString();
            }
            content.Append(value == '\\' ? ReadEscape() : value.ToString());
        }
    }

    private string ReadEscape()
    {
        switch (Next())
        {
            case 'n':
                return "\n";
            case 'r':
                return "\r";
            case 't':
                return "\t";
            case 'x':
                Take('{');
                var digits = ReadWhile(char.IsAsciiHexDigit);
                Take('}');
                return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                    ? ((char)code).ToString()
                    : throw Fault($"'{digits}' is no character");
            default:
                return _text[_at - 1].ToString();
        }
    }

    private string ReadWhile(Func<char, bool> fits)
    {
        var start = _at;
        while (_at < _text.Length && fits(_text[_at]))
        {
            _at++;
        }
        return _text[start.._at];
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == '%'))
        {
            if (_text[_at++] == '%')
            {
                ReadWhile(value => value != '\n');
            }
        }
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private char Next() => _at < _text.Length ? _text[_at++] : throw Fault("The text ends within a term");

    private bool TryTake(char wanted)
    {
        var isThere = Peek() == wanted;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Take(char wanted)
    {
        if (!TryTake(wanted))
        {
            throw Fault($"'{wanted}' is wanted");
        }
    }

    private BertException Fault(string message) => new(message, _at);
}
