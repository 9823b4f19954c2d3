namespace Tandem.Sipgate.Contacts;

/// <summary>A CSV or vCard text is broken. Nothing of it was sent.</summary>
public sealed class ContactFormatException : SipgateValidationException
{
    internal ContactFormatException(string fault, int line, int column)
        : base($"{fault} (line {line}, column {column})", null)
    {
        Fault = fault;
        Line = line;
        Column = column;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Fault { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column, from 1, in characters.</summary>
    public int Column { get; }
}
