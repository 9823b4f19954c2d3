using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>Objects that are what Asterisk says, no more: queues and members, lots, rooms, mailboxes.</summary>
internal sealed partial class LiveModel
{
    private readonly Dictionary<(EntityKind Kind, ObjectId Id), (Entity Entity, int Generation)> _objects = [];
    private readonly List<Entity> _written = [];
    private readonly List<Entity> _removed = [];

    private T? Object<T>(EntityKind kind, ObjectId id)
        where T : Entity =>
        _objects.TryGetValue((kind, id), out var known) ? (T)known.Entity : null;

    private void Put(Entity entity)
    {
        var key = (entity.Kind, entity.Id);
        var isNews = !_objects.TryGetValue(key, out var known) || !known.Entity.Equals(entity);
        _objects[key] = (entity, _generation);
        if (isNews)
        {
            _written.Add(entity);
        }
    }

    private void Drop(EntityKind kind, ObjectId id)
    {
        if (_objects.Remove((kind, id), out var known))
        {
            _removed.Add(known.Entity);
        }
    }

    private void WriteObjects(PbxWriter writer)
    {
        foreach (var entity in _written)
        {
            writer.Upsert(entity);
        }
        foreach (var entity in _removed)
        {
            _ = entity switch
            {
                Queue => writer.Remove<Queue>(entity.Id),
                QueueMember => writer.Remove<QueueMember>(entity.Id),
                ParkingLot => writer.Remove<ParkingLot>(entity.Id),
                Conference => writer.Remove<Conference>(entity.Id),
                Mailbox => writer.Remove<Mailbox>(entity.Id),
                Pbx.Model.Extension => writer.Remove<Extension>(entity.Id),
                Pbx.Model.Trunk => writer.Remove<Trunk>(entity.Id),
                _ => false,
            };
        }
    }

    private void OnMessageWaiting(AmiBlock block)
    {
        if (Text(block, "Mailbox"u8) is not { } name)
        {
            return;
        }
        var known = Object<Mailbox>(EntityKind.Mailbox, Id(name)) ?? new Mailbox { Id = Id(name), Domain = Domain };

        // Older ones say only whether something waits.
        var isWaiting = block.TryGetInt32("Waiting"u8, out var waiting) && waiting > 0;
        Put(known with
        {
            New = block.TryGetInt32("New"u8, out var count) ? count : isWaiting ? Math.Max(1, known.New) : 0,
            Saved = block.TryGetInt32("Old"u8, out var old) ? old : known.Saved,
        });
        Commit(ChangeKind.MailboxChanged);
    }

    private void ReadMailbox(AmiBlock block)
    {
        if (Text(block, "VoiceMailbox"u8) is not { } box)
        {
            return;
        }
        var id = Id($"{box}@{Text(block, "VMContext"u8) ?? "default"}");
        Put((Object<Mailbox>(EntityKind.Mailbox, id) ?? new Mailbox { Id = id, Domain = Domain }) with
        {
            New = block.TryGetInt32("NewMessageCount"u8, out var count) ? count : 0,
            Saved = block.TryGetInt32("OldMessageCount"u8, out var old) ? old : 0,
        });
        if (IsNumber(box) && _extensions.TryGetValue(box, out var extension) && Text(block, "Fullname"u8) is { } name && extension.Name is null)
        {
            extension.Name = name;
            Mark(extension);
        }
    }

    /// <summary>A step of the dialplan that writes to AstDB: <c>Set(DB(CF/1001)=221)</c>, <c>DBdel(CF/1001)</c>.</summary>
    private void ReadDatabaseWrite(AmiBlock block)
    {
        var data = Text(block, "AppData"u8);
        if (block["Application"u8].SequenceEqual("DBdel"u8))
        {
            SetDatabaseValue(data, value: null);
        }
        else if (data is not null && data.StartsWith("DB(", StringComparison.OrdinalIgnoreCase) && data.IndexOf(")=", StringComparison.Ordinal) is > 0 and var end)
        {
            SetDatabaseValue(data[3..end], data[(end + 2)..]);
        }
        Commit(ChangeKind.ExtensionChanged);
    }

    private void OnVariable(AmiBlock block)
    {
        if (block["Variable"u8].SequenceEqual(Variables.RecordingFile))
        {
            if (Known(block, ChannelHeaders.Own) is { } channel)
            {
                channel.RecordingFile = Text(block, "Value"u8) is { } file ? UrlOf(file) : null;
                Defer(channel.Call, ChangeKind.ChannelChanged);
            }
            return;
        }
        if (Text(block, "Variable"u8) is { } variable && variable.StartsWith("DB(", StringComparison.Ordinal) && variable.EndsWith(')'))
        {
            SetDatabaseValue(variable[3..^1], Text(block, "Value"u8));
            Commit(ChangeKind.ExtensionChanged);
        }
    }

    /// <summary>Where a recording can be fetched, if the settings tell; else its path on the Asterisk.</summary>
    private string UrlOf(string file)
    {
        var folder = _options.RecordingBase?.TrimEnd('/');
        return _options.RecordingUrl is { } url && folder is not null && file.StartsWith(folder + "/", StringComparison.Ordinal)
            ? $"{url.AbsoluteUri.TrimEnd('/')}/{string.Join('/', file[(folder.Length + 1)..].Split('/').Select(Uri.EscapeDataString))}"
            : file;
    }

    private void SetDatabaseValue(string? path, string? value)
    {
        var slash = path?.IndexOf('/') ?? -1;
        if (slash > 0)
        {
            SetDatabaseValue(path![..slash], path[(slash + 1)..], value);
        }
    }

    private void SetDatabaseValue(string family, string key, string? value)
    {
        if (!_extensions.TryGetValue(key, out var extension))
        {
            return;
        }
        var families = _options.Families;
        value = string.IsNullOrEmpty(value) ? null : value;
        var target = value is null ? null : ForwardTo(value, key);
        if (Is(family, families.DoNotDisturb))
        {
            extension.DoNotDisturb = value is not null;
        }
        else if (Is(family, families.ForwardAlways))
        {
            extension.ForwardAlways = target;
        }
        else if (Is(family, families.ForwardBusy))
        {
            extension.ForwardBusy = target;
        }
        else if (Is(family, families.ForwardUnavailable))
        {
            extension.ForwardUnavailable = target;
        }
        else
        {
            return;
        }
        Mark(extension);
    }

    private ForwardTarget ForwardTo(string value, string number)
    {
        var prefix = _options.Families.VoicemailPrefix;
        var isVoicemail = prefix.Length > 0 && value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        var isOwnVoicemail = isVoicemail && (value.Length == prefix.Length || value[prefix.Length..] == number);

        // The mailbox of another is reached by dialling it, with the prefix.
        return isOwnVoicemail ? ForwardTarget.Voicemail : new ForwardTarget(value);
    }

    private static bool Is(string family, string wanted) => wanted.Length > 0 && family.Equals(wanted, StringComparison.Ordinal);
}
