namespace Tandem.Cti.Bert;

public readonly partial struct BertWriter
{
    /// <summary>The atom that BERT keeps for its own types.</summary>
    internal const string Bert = "bert";

    private const long MicrosecondsPerSecond = 1_000_000;
    private const long SecondsPerMegasecond = 1_000_000;

    /// <summary>Writes BERT's nil: <c>{bert,nil}</c>.</summary>
    public void WriteBertNil() => WriteComplex(2, "nil");

    /// <summary>Writes a boolean: <c>{bert,true}</c> or <c>{bert,false}</c>.</summary>
    /// <param name="value">The boolean.</param>
    public void WriteBoolean(bool value) => WriteComplex(2, value ? "true" : "false");

    /// <summary>Writes the header of a dictionary: <c>{bert,dict,[...]}</c>. Where there is a pair, a tuple of a key and a value for each
    /// and <see cref="WriteNil"/> are to follow; where there is none, nothing is.</summary>
    /// <param name="pairs">How many pairs.</param>
    public void WriteDictionaryHeader(int pairs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pairs);
        WriteComplex(3, "dict");
        if (pairs == 0)
        {
            WriteNil();
        }
        else
        {
            WriteListHeader(pairs);
        }
    }

    /// <summary>Writes an instant to the microsecond: <c>{bert,time,MegaSeconds,Seconds,MicroSeconds}</c> since 1970.</summary>
    /// <param name="value">The instant.</param>
    public void WriteTime(DateTimeOffset value)
    {
        var microseconds = BertTime.ToMicroseconds(value);
        var (seconds, micro) = Math.DivRem(microseconds, MicrosecondsPerSecond);
        if (micro < 0)
        {
            (seconds, micro) = (seconds - 1, micro + MicrosecondsPerSecond);
        }
        var (mega, rest) = Math.DivRem(seconds, SecondsPerMegasecond);
        if (rest < 0)
        {
            (mega, rest) = (mega - 1, rest + SecondsPerMegasecond);
        }
        WriteComplex(5, "time");
        WriteInteger(mega);
        WriteInteger(rest);
        WriteInteger(micro);
    }

    /// <summary>Writes a regular expression: <c>{bert,regex,Source,[Option,...]}</c>.</summary>
    /// <param name="source">The expression, as PCRE reads it.</param>
    /// <param name="options">The names of its options, such as <c>caseless</c>.</param>
    public void WriteRegex(ReadOnlySpan<char> source, params ReadOnlySpan<string> options)
    {
        WriteComplex(4, "regex");
        WriteText(source);
        if (options.Length > 0)
        {
            WriteListHeader(options.Length);
            foreach (var option in options)
            {
                WriteAtom(option);
            }
        }
        WriteNil();
    }

    private void WriteComplex(int arity, string type)
    {
        WriteTupleHeader(arity);
        WriteAtom(Bert);
        WriteAtom(type);
    }
}
