using System.Net;
using Tandem.Hub.Storage;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch.Registrar;

namespace Tandem.Hub.Registrations;

/// <summary>A row of the table <c>bindings</c>.</summary>
internal sealed class BindingRow
{
    public string UserName { get; set; } = "";

    public string Contact { get; set; } = "";

    public string Instance { get; set; } = "";

    public long RegId { get; set; }

    public string? Path { get; set; }

    public string Protocol { get; set; } = "";

    public string Source { get; set; } = "";

    public int BehindNat { get; set; }

    public string CallId { get; set; } = "";

    public long Sequence { get; set; }

    public long ExpiresAt { get; set; }

    public double Priority { get; set; }

    public string? UserAgent { get; set; }

    public string? Id { get; set; }

    public long RegisteredAt { get; set; }

    public long RefreshedAt { get; set; }

    public string? Allow { get; set; }

    public string? ServerHost { get; set; }

    public static BindingRow From(Binding binding) => new()
    {
        UserName = binding.User,
        Contact = binding.Contact.ToString(),
        Instance = binding.Instance ?? "",
        RegId = binding.RegId,
        Path = binding.Path,
        Protocol = binding.Protocol.ToViaName(),
        Source = binding.Source.ToString(),
        BehindNat = binding.IsBehindNat ? 1 : 0,
        CallId = binding.CallId,
        Sequence = binding.Sequence,
        ExpiresAt = StoreTime.ToStore(binding.ExpiresAt),
        Priority = binding.Priority,
        UserAgent = binding.UserAgent,
        Id = binding.Id.ToString(),
        RegisteredAt = StoreTime.ToStore(binding.RegisteredAt),
        RefreshedAt = StoreTime.ToStore(binding.RefreshedAt),
        Allow = binding.Allow,
        ServerHost = binding.ServerHost,
    };

    /// <summary>The binding; null where a later version wrote what this one cannot read: the phone will register again.</summary>
    public Binding? ToBinding() =>
        SipUri.TryParse(Contact, out var contact) && IPEndPoint.TryParse(Source, out var source) && Enum.TryParse<SipProtocol>(Protocol, ignoreCase: true, out var protocol)
            ? new Binding
            {
                User = UserName,
                Contact = contact,
                Instance = Instance.Length == 0 ? null : Instance,
                RegId = (uint)RegId,
                Path = Path,
                Protocol = protocol,
                Source = source,
                IsBehindNat = BehindNat != 0,
                CallId = CallId,
                Sequence = (uint)Sequence,
                ExpiresAt = StoreTime.FromStore(ExpiresAt),
                Priority = Priority,
                UserAgent = UserAgent,
                Id = Guid.TryParse(Id, out var id) ? id : Guid.Empty,
                RegisteredAt = StoreTime.FromStore(RegisteredAt),
                RefreshedAt = StoreTime.FromStore(RefreshedAt),
                Allow = Allow,
                ServerHost = ServerHost,
            }
            : null;
}
