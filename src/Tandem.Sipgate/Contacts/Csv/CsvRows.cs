using System.Text;

namespace Tandem.Sipgate.Contacts.Csv;

/// <summary>Reads CSV (RFC 4180), with LF or CRLF and any delimiter. Empty lines are passed over.</summary>
internal sealed class CsvRows
{
    private readonly string _text;
    private readonly char _delimiter;
    private readonly StringBuilder _quoted = new();
    private int _at;
    private int _line = 1;
    private int _lineStart;

    public CsvRows(string text, char delimiter)
    {
        _text = text;
        _delimiter = delimiter;
        _at = text.StartsWith('\uFEFF') ? 1 : 0;
        _lineStart = _at;
    }

    /// <summary>The last row read.</summary>
    public List<CsvCell> Row { get; } = [];

    /// <returns>Whether there was one more row.</returns>
    /// <exception cref="ContactFormatException">A quote is missing or too many.</exception>
    public bool Read()
    {
        Row.Clear();
        while (_at < _text.Length && _text[_at] is ('\r' or '\n'))
        {
            EndLine();
        }
        if (_at >= _text.Length)
        {
            return false;
        }
        while (true)
        {
            ReadCell();
            if (_at >= _text.Length)
            {
                return true;
            }
            if (_text[_at] == _delimiter)
            {
                _at++;
                continue;
            }
            EndLine();
            return true;
        }
    }

    private void ReadCell()
    {
        var line = _line;
        var column = _at - _lineStart + 1;
        if (_at < _text.Length && _text[_at] == '"')
        {
            Row.Add(new CsvCell(ReadQuoted(line, column), line, column));
            return;
        }
        var start = _at;
        while (_at < _text.Length && _text[_at] != _delimiter && _text[_at] is not ('\n' or '\r'))
        {
            if (_text[_at] == '"')
            {
                throw new ContactFormatException("Invalid CSV string: a quote within a value that does not begin with one", _line, _at - _lineStart + 1);
            }
            _at++;
        }
        Row.Add(new CsvCell(_text[start.._at], line, column));
    }

    private string ReadQuoted(int line, int column)
    {
        _quoted.Clear();
        _at++;
        while (true)
        {
            var quote = _text.IndexOf('"', _at);
            if (quote < 0)
            {
                throw new ContactFormatException("Invalid CSV string: the quote is not closed", line, column);
            }
            CountLines(quote);
            _quoted.Append(_text, _at, quote - _at);
            _at = quote + 1;
            if (_at >= _text.Length || _text[_at] != '"')
            {
                break;
            }
            _quoted.Append('"');
            _at++;
        }
        if (_at < _text.Length && _text[_at] != _delimiter && _text[_at] is not ('\n' or '\r'))
        {
            throw new ContactFormatException("Invalid CSV string: text after a closing quote", _line, _at - _lineStart + 1);
        }
        return _quoted.ToString();
    }

    private void CountLines(int end)
    {
        for (var feed = _text.IndexOf('\n', _at, end - _at); feed >= 0; feed = _text.IndexOf('\n', feed + 1, end - feed - 1))
        {
            _line++;
            _lineStart = feed + 1;
        }
    }

    private void EndLine()
    {
        if (_text[_at] == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n')
        {
            _at++;
        }
        _at++;
        _line++;
        _lineStart = _at;
    }
}
