using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Cti.Objects;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Protocol;

/// <summary>
/// Reads the messages of a server of the feed. It finds out which generation the server is of, and keeps which fields its records have: one reader
/// a connection.
/// </summary>
public sealed class CtiMessageReader
{
    private const string Channel = "channel";
    private const string User = "user";

    private readonly BertReaderOptions _options;
    private readonly Dictionary<string, ValueList<string>> _fields = [];
    private ValueList<ChannelField> _channelFields = [];

    /// <summary>Makes a reader for one connection.</summary>
    /// <param name="options">The limits of a message; the defaults where null.</param>
    public CtiMessageReader(BertReaderOptions? options = null) => _options = options ?? BertReaderOptions.Default;

    /// <summary>The generation of the server; null before its first message.</summary>
    public CtiProfile? Profile { get; private set; }

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="BertException">It is no BERT, or goes beyond a limit.</exception>
    public CtiMessage Read(ReadOnlyMemory<byte> message)
    {
        var term = BertTerm.Decode(message, _options);
        var elements = term.Elements();

        // The first generation put each message into a list or tuple of one.
        var isWrapped = elements is [BertTerm.Tuple];
        if (isWrapped)
        {
            term = elements[0];
            elements = term.Elements();
        }
        Profile ??= isWrapped ? CtiProfile.Basix2016 : CtiProfile.Basix2019;
        return Read(elements) ?? new CtiMessage.Other(term);
    }

    private CtiMessage? Read(ValueList<BertTerm> message) => message.At(0).Text() switch
    {
        CtiMessageWriter.FieldSpec when message.Count == 3 => ReadFieldSpec(message),
        CtiMessageWriter.InitialChannels when message.Count == 2 => new CtiMessage.Initial(ReadChannels(message[1])),
        CtiMessageWriter.InitialInfo when message.Count == 3 && message[1].Text() == Channel => new CtiMessage.Initial(ReadChannels(message[2])),
        CtiMessageWriter.InitialInfo when message.Count == 3 && message[1].Text() == User =>
            new CtiMessage.InitialMwi([.. message[2].Elements().Select(user => ReadUser(user.Elements())?.Info).OfType<MwiInfo>()]),
        CtiMessageWriter.InitialInfo when message.Count == 3 && message[1].Text() == CtiObjectWriter.Object => CtiObjectReader.ReadInitial(message[2]),
        CtiMessageWriter.InfoEvent when message.Count == 6 && message[1].Text() == CtiObjectWriter.Object => CtiObjectReader.ReadChange(message),
        CtiMessageWriter.ChannelInfo when message.Count == 2 => ReadChannel(message[1], kind: null),
        CtiMessageWriter.InfoEvent when message.Count == 4 && message[1].Text() == Channel => ReadChannel(message[2], message[3].Text()),
        CtiMessageWriter.InfoEvent when message.Count == 4 && message[1].Text() == User => ReadUser(message[2].Elements()),
        CtiMessageWriter.MwiInfo when message.Count == 2 => ReadMwi(message[1].Elements()),
        CtiMessageWriter.SystemMessage when message.At(1).Text() is { } text => new CtiMessage.System(text),
        "msg" when message.At(1).Elements() is [_, _, _, _] result && result[0].Text() == CtiMessageWriter.CommandResult =>
            new CtiMessage.CommandResult(result[1].Number() ?? 0, result[2].Text() ?? "", result[3].Text()),
        _ => null,
    };

    private CtiMessage.FieldSpec? ReadFieldSpec(ValueList<BertTerm> message)
    {
        if (message[1].Text() is not { } name)
        {
            return null;
        }
        var element = name == CtiMessageWriter.ChannelInfo ? Channel : name;
        ValueList<string> fields = [.. message[2].Elements().Select(field => field.Text() ?? "")];
        _fields[element] = fields;
        if (element == Channel)
        {
            _channelFields = [.. fields.Select(ChannelFields.Find)];
            if (Profile == CtiProfile.Basix2019 && _channelFields.Contains(ChannelField.BridgedWith))
            {
                Profile = CtiProfile.Tandem;
            }
        }
        return new CtiMessage.FieldSpec(element, fields);
    }

    private ValueList<ChannelInfo> ReadChannels(BertTerm records) =>
        [.. records.Elements().Select(record => ChannelInfoReader.Read(record, _channelFields)).OfType<ChannelInfo>()];

    private CtiMessage.Channel? ReadChannel(BertTerm record, string? kind) => ChannelInfoReader.Read(record, _channelFields) is not { } info
        ? null
        : new CtiMessage.Channel(info, kind switch
        {
            "added" => ChannelUpdateKind.Added,
            "removed" => ChannelUpdateKind.Removed,
            null when info.LastEvent == ChannelEvent.Hangup => ChannelUpdateKind.Removed,
            _ => ChannelUpdateKind.Updated,
        });

    private CtiMessage.Mwi ReadMwi(ValueList<BertTerm> record) => new(new MwiInfo
    {
        TargetType = Find(CtiMessageWriter.MwiInfo, record, "target_type").Text() is { } type ? CtiTerms.TargetType(type) : CallTargetType.User,
        TargetId = (Find(CtiMessageWriter.MwiInfo, record, "target_id") ?? Find(CtiMessageWriter.MwiInfo, record, "user_id")).Small(),
        TargetName = Find(CtiMessageWriter.MwiInfo, record, "target_name").Text(),
        NewCount = (Find(CtiMessageWriter.MwiInfo, record, "new_count") ?? Find(CtiMessageWriter.MwiInfo, record, "new")).Small() ?? 0,
        SavedCount = (Find(CtiMessageWriter.MwiInfo, record, "saved_count") ?? Find(CtiMessageWriter.MwiInfo, record, "saved")).Small() ?? 0,
        Timestamp = Find(CtiMessageWriter.MwiInfo, record, "ts").Number(),
    });

    private CtiMessage.Mwi? ReadUser(ValueList<BertTerm> record) => Find(User, record, "mwi").Elements() is not [_, _] mwi
        ? null
        : new CtiMessage.Mwi(new MwiInfo
        {
            TargetId = Find(User, record, "id").Small(),
            TargetName = Find(User, record, "name").Text(),
            NewCount = mwi[0].Small() ?? 0,
            SavedCount = mwi[1].Small() ?? 0,
        });

    private BertTerm? Find(string element, ValueList<BertTerm> record, string field)
    {
        var index = _fields.GetValueOrDefault(element)?.AsSpan().IndexOf(field) ?? -1;
        return index >= 0 ? record.At(index) : null;
    }
}
