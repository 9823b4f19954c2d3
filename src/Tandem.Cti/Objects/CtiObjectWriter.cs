using System.Buffers;
using Tandem.Cti.Bert;
using Tandem.Cti.Protocol;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Cti.Objects;

/// <summary>Writes a whole model for another Tandem, as BERT messages of the profile <c>tandem</c>. For one thread at a time.</summary>
public sealed class CtiObjectWriter
{
    internal const string Object = "object";

    private readonly ArrayBufferWriter<byte> _image = new(1024);

    /// <summary>Writes the beginning: all objects there are.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="entities">The objects.</param>
    public void WriteInitial(IBufferWriter<byte> output, IEnumerable<Entity> entities)
    {
        Entity[] all = [.. entities];
        var writer = Begin(output, 3, CtiMessageWriter.InitialInfo);
        if (all.Length > 0)
        {
            writer.WriteListHeader(all.Length);
            foreach (var entity in all)
            {
                Write(writer, entity, CtiObjectChange.Updated);
            }
        }
        writer.WriteNil();
    }

    /// <summary>Writes a change. Its instant goes in ticks of .NET (100 ns since the year 1), as nothing may be lost.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="change">The change.</param>
    public void WriteChange(IBufferWriter<byte> output, Change change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var writer = Begin(output, 6, CtiMessageWriter.InfoEvent);
        writer.WriteAtom(change.Kind.ToString());
        writer.WriteInteger(change.At.UtcTicks);
        writer.WriteTextOrUndefined(change.Detail);
        writer.WriteListHeader(change.Entities.Count);
        foreach (var entity in change.Entities)
        {
            var what = entity.IsRemoval ? CtiObjectChange.Removed : ReferenceEquals(entity.Before, entity.After) ? CtiObjectChange.Touched : CtiObjectChange.Updated;
            Write(writer, (entity.After ?? entity.Before)!, what);
        }
        writer.WriteNil();
    }

    private static BertWriter Begin(IBufferWriter<byte> output, int arity, string message)
    {
        var writer = new BertWriter(output, CtiProfile.Tandem.Bert());
        writer.WriteMagic();
        writer.WriteTupleHeader(arity);
        writer.WriteAtom(message);
        writer.WriteByteList("object"u8);
        return writer;
    }

    private void Write(BertWriter writer, Entity entity, CtiObjectChange change)
    {
        writer.WriteTupleHeader(4);
        writer.WriteAtom(entity.Kind.ToString());
        writer.WriteText(entity.Id.ToString());
        writer.WriteAtom(change.ToString());
        _image.ResetWrittenCount();
        if (change != CtiObjectChange.Touched)
        {
            ObjectJson.Write(entity, _image);
        }
        writer.WriteBinary(_image.WrittenSpan);
    }
}
