using Tandem.Cti.Bert;
using Tandem.Cti.Protocol;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Cti.Objects;

/// <summary>Reads what <see cref="CtiObjectWriter"/> wrote. What is not known here is left out: the other Tandem may be newer.</summary>
internal static class CtiObjectReader
{
    /// <summary>The beginning.</summary>
    public static CtiMessage.InitialObjects ReadInitial(BertTerm objects) => new(Read(objects));

    /// <summary>A change; null where it says not when.</summary>
    public static CtiMessage.ModelChanged? ReadChange(ValueList<BertTerm> message) => message[3].Number() is { } ticks && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
        ? new CtiMessage.ModelChanged(new CtiModelChange(
            Enum.TryParse(message[2].Text(), out ChangeKind kind) && Enum.IsDefined(kind) ? kind : ChangeKind.ChannelChanged,
            new DateTimeOffset(ticks, TimeSpan.Zero),
            message[4].Text(),
            Read(message[5])))
        : null;

    private static List<CtiObject> Read(BertTerm objects)
    {
        List<CtiObject> read = [];
        foreach (var term in objects.Elements())
        {
            var item = term.Elements();
            if (item.Count == 4
                && Enum.TryParse(item[0].Text(), out EntityKind kind) && Enum.IsDefined(kind)
                && item[1].Text() is { Length: > 0 } id
                && Enum.TryParse(item[2].Text(), out CtiObjectChange change) && Enum.IsDefined(change)
                && item[3] is BertTerm.Binary image)
            {
                read.Add(new CtiObject(kind, id, change, image.Bytes));
            }
        }
        return read;
    }
}
