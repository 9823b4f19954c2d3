using System.Buffers;
using System.Text;
using Tandem.Cti.Bert;
using Tandem.Cti.Channels;

namespace Tandem.Cti.Protocol;

/// <summary>Writes the messages that a server of the feed sends, each as one BERT message; nothing is allocated beyond the buffer.</summary>
/// <param name="profile">The generation of the protocol.</param>
public readonly struct CtiMessageWriter(CtiProfile profile)
{
    internal const string FieldSpec = "field_spec";
    internal const string InitialChannels = "initial_chan_info";
    internal const string ChannelInfo = "chan_info";
    internal const string MwiInfo = "mwi_info";
    internal const string InitialInfo = "initial_info";
    internal const string InfoEvent = "info_event";
    internal const string SystemMessage = "system_msg";
    internal const string CommandResult = "command_result";

    private static readonly string[] MwiFields2016 = ["target_type", "target_id", "target_name", "new_count", "saved_count", "ts"];
    private static readonly string[] UserFields = ["id", "name", "mwi"];

    /// <summary>The generation of the protocol.</summary>
    public CtiProfile Profile => profile;

    /// <summary>Writes which fields the records of channels have, in which order.</summary>
    /// <param name="output">Where to.</param>
    public void WriteChannelFields(IBufferWriter<byte> output)
    {
        var writer = BeginFieldSpec(output, "channel"u8, ChannelInfo);
        var fields = ChannelFields.Of(profile);
        writer.WriteListHeader(fields.Length);
        foreach (var field in fields)
        {
            writer.WriteAtom(ChannelFields.NameOf(field));
        }
        writer.WriteNil();
        End(writer);
    }

    /// <summary>Writes which fields the records of waiting messages have, in which order. From 2019 on they are fields of users.</summary>
    /// <param name="output">Where to.</param>
    public void WriteMwiFields(IBufferWriter<byte> output)
    {
        var writer = BeginFieldSpec(output, "user"u8, MwiInfo);
        var fields = profile == CtiProfile.Basix2016 ? MwiFields2016 : UserFields;
        writer.WriteListHeader(fields.Length);
        foreach (var field in fields)
        {
            writer.WriteAtom(field);
        }
        writer.WriteNil();
        End(writer);
    }

    /// <summary>Writes the beginning: all channels there are, also when there are none.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="count">How many.</param>
    public void WriteInitial(IBufferWriter<byte> output, IEnumerable<ChannelInfo> channels, int count)
    {
        ArgumentNullException.ThrowIfNull(channels);
        var writer = BeginMessage(output, profile == CtiProfile.Basix2016 ? 2 : 3, profile == CtiProfile.Basix2016 ? InitialChannels : InitialInfo);
        if (profile != CtiProfile.Basix2016)
        {
            writer.WriteByteList("channel"u8);
        }
        if (count > 0)
        {
            writer.WriteListHeader(count);
            foreach (var channel in channels)
            {
                ChannelInfoWriter.Write(writer, channel, profile);
            }
        }
        writer.WriteNil();
        End(writer);
    }

    /// <summary>Writes all mailboxes there are, as users. The protocol of 2016 has no such message: nothing is written then.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="mailboxes">The mailboxes.</param>
    public void WriteInitial(IBufferWriter<byte> output, IReadOnlyCollection<MwiInfo> mailboxes)
    {
        ArgumentNullException.ThrowIfNull(mailboxes);
        if (profile == CtiProfile.Basix2016)
        {
            return;
        }
        var writer = BeginMessage(output, 3, InitialInfo);
        writer.WriteByteList("user"u8);
        if (mailboxes.Count > 0)
        {
            writer.WriteListHeader(mailboxes.Count);
            foreach (var mwi in mailboxes)
            {
                WriteUser(writer, mwi);
            }
        }
        writer.WriteNil();
    }

    /// <summary>Writes a channel after a change.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="update">The channel, and what happened to it.</param>
    public void WriteChannel(IBufferWriter<byte> output, in ChannelUpdate update)
    {
        if (profile == CtiProfile.Basix2016)
        {
            var message = BeginMessage(output, 2, ChannelInfo);
            ChannelInfoWriter.Write(message, update.Channel, profile);
            End(message);
            return;
        }
        var writer = BeginMessage(output, 4, InfoEvent);
        writer.WriteByteList("channel"u8);
        ChannelInfoWriter.Write(writer, update.Channel, profile);
        writer.WriteByteList(update.Kind switch { ChannelUpdateKind.Added => "added"u8, ChannelUpdateKind.Removed => "removed"u8, _ => "updated"u8 });
        End(writer);
    }

    /// <summary>Writes the messages that wait in a mailbox.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="mwi">The mailbox.</param>
    public void WriteMwi(IBufferWriter<byte> output, MwiInfo mwi)
    {
        ArgumentNullException.ThrowIfNull(mwi);
        if (profile == CtiProfile.Basix2016)
        {
            var message = BeginMessage(output, 2, MwiInfo);
            message.WriteTupleHeader(MwiFields2016.Length);
            message.WriteTargetType(mwi.TargetType, profile);
            message.WriteIntegerOrUndefined(mwi.TargetId);
            message.WriteTextOrUndefined(mwi.TargetName);
            message.WriteInteger(mwi.NewCount);
            message.WriteInteger(mwi.SavedCount);
            message.WriteIntegerOrUndefined(mwi.Timestamp);
            End(message);
            return;
        }
        var writer = BeginMessage(output, 4, InfoEvent);
        writer.WriteByteList("user"u8);
        WriteUser(writer, mwi);
        writer.WriteByteList("updated"u8);
        End(writer);
    }

    /// <summary>Writes what the server has to say about the connection. The protocol of 2016 has no such message: nothing is written then.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="message">The message, in ASCII: <c>connection_replaced</c>.</param>
    public void WriteSystemMessage(IBufferWriter<byte> output, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (profile == CtiProfile.Basix2016)
        {
            return;
        }
        var writer = BeginMessage(output, 2, SystemMessage);
        writer.WriteByteList(Encoding.ASCII.GetBytes(message));
        End(writer);
    }

    /// <summary>Writes how a command came out: <c>{msg,{command_result,Reference,Outcome,Reason}}</c>. For clients that gave it a reference.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="outcome">The outcome: <c>done</c>, <c>not_found</c>.</param>
    /// <param name="reason">Why, in words for people.</param>
    public void WriteCommandResult(IBufferWriter<byte> output, long reference, string outcome, string? reason)
    {
        var writer = BeginMessage(output, 2, "msg");
        writer.WriteTupleHeader(4);
        writer.WriteAtom(CommandResult);
        writer.WriteInteger(reference);
        writer.WriteAtom(outcome);
        writer.WriteTextOrUndefined(reason);
        End(writer);
    }

    private static void WriteUser(BertWriter writer, MwiInfo mwi)
    {
        writer.WriteTupleHeader(UserFields.Length);
        writer.WriteIntegerOrUndefined(mwi.TargetId);
        writer.WriteTextOrUndefined(mwi.TargetName);
        writer.WriteTupleHeader(2);
        writer.WriteInteger(mwi.NewCount);
        writer.WriteInteger(mwi.SavedCount);
    }

    private BertWriter BeginFieldSpec(IBufferWriter<byte> output, ReadOnlySpan<byte> element, string element2016)
    {
        var writer = BeginMessage(output, 3, FieldSpec);
        if (profile == CtiProfile.Basix2016)
        {
            writer.WriteAtom(element2016);
        }
        else
        {
            // As an atom, present clients would not know it.
            writer.WriteByteList(element);
        }
        return writer;
    }

    private BertWriter BeginMessage(IBufferWriter<byte> output, int arity, string name)
    {
        var writer = new BertWriter(output, profile.Bert());
        writer.WriteMagic();
        if (profile == CtiProfile.Basix2016)
        {
            writer.WriteListHeader(1);
        }
        writer.WriteTupleHeader(arity);
        writer.WriteAtom(name);
        return writer;
    }

    private void End(BertWriter writer)
    {
        if (profile == CtiProfile.Basix2016)
        {
            writer.WriteNil();
        }
    }
}
