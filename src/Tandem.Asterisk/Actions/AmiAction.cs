using System.Collections;
using System.Globalization;
using System.Text;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Actions;

/// <summary>
/// An action by its name, with any headers: <c>new AmiAction("Getvar") { { "Channel", channel }, { "Variable", "CDR(src)" } }</c>. What
/// could become another header or another action is refused. Sending does not change it.
/// </summary>
public sealed class AmiAction : IAmiAction, IEnumerable<AmiHeader>
{
    /// <summary>The longest line that Asterisk reads, in bytes, with its end.</summary>
    public const int MaxLineLength = 1024;

    /// <summary>The most headers that Asterisk reads, <c>Action</c> and <c>ActionID</c> among them.</summary>
    public const int MaxHeaders = 128;

    private readonly List<AmiHeader> _headers = [];
    private readonly string? _actionId;

    /// <summary>Creates an action.</summary>
    /// <param name="name">Its name, such as <c>CoreShowChannels</c>.</param>
    /// <exception cref="ArgumentException">The name cannot be one.</exception>
    public AmiAction(string name)
    {
        AmiSyntax.CheckValue(name, nameof(name));
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>
    /// The id that the answer carries; null, the default, for one that no other client has. Of two actions under way one id can be the id of one only.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty or has other than printable ASCII characters.</exception>
    public string? ActionId
    {
        get => _actionId;
        init
        {
            if (value is not null && (value.Length == 0 || value.AsSpan().ContainsAnyExceptInRange('!', '~')))
            {
                throw new ArgumentException("An ActionID is printable ASCII without spaces.", nameof(value));
            }
            _actionId = value;
        }
    }

    /// <summary>How long the answer may take, for a list from one item to the next; null, the default, for <see cref="AmiClientOptions.ActionTimeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The number of headers added.</summary>
    public int Count => _headers.Count;

    /// <summary>Adds a header; several of one name are several headers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null adds nothing.</param>
    /// <exception cref="ArgumentException">
    /// The name is empty, is Action or ActionID, or has a colon, a space or a control character; or the value has CR, LF or NUL.
    /// </exception>
    public void Add(string name, string? value)
    {
        AmiSyntax.CheckName(name);
        if (value is not null)
        {
            AmiSyntax.CheckValue(value, name);
            _headers.Add(new AmiHeader(name, value));
        }
    }

    /// <summary>Adds a number.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">The number; null adds nothing.</param>
    /// <exception cref="ArgumentException">As <see cref="Add(string, string?)"/>.</exception>
    public void Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds <c>true</c> or <c>false</c>.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">What to add; null adds nothing.</param>
    /// <exception cref="ArgumentException">As <see cref="Add(string, string?)"/>.</exception>
    public void Add(string name, bool? value) => Add(name, value switch { true => "true", false => "false", null => null });

    /// <summary>
    /// Adds a channel variable in a header <c>Variable</c> of its own, escaped so that the value stays one. (Several in one header, divided by
    /// <c>|</c>, were understood before Asterisk 1.6 only.)
    /// </summary>
    /// <param name="name">The variable, such as <c>__CALLID</c> or <c>CDR(userfield)</c>.</param>
    /// <param name="value">Any text without CR, LF and NUL.</param>
    /// <exception cref="ArgumentException">The name or value cannot be sent.</exception>
    public void AddVariable(string name, string value)
    {
        AmiSyntax.CheckVariable(name);
        ArgumentNullException.ThrowIfNull(value);
        Add("Variable", $"{name}={AmiSyntax.EscapeArgument(value)}");
    }

    /// <summary>Adds variables, in order.</summary>
    /// <param name="variables">Names and values; null adds nothing.</param>
    /// <exception cref="ArgumentException">As <see cref="AddVariable"/>.</exception>
    public void AddVariables(IEnumerable<KeyValuePair<string, string>>? variables)
    {
        foreach (var (name, value) in variables ?? [])
        {
            AddVariable(name, value);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<AmiHeader> GetEnumerator() => _headers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    AmiAction IAmiAction.ToAction() => this;

    /// <summary>The action as it is sent but for its id.</summary>
    public override string ToString() => string.Join('\n', _headers.Prepend(new AmiHeader("Action", Name)));

    /// <summary>The same with another time for its answer.</summary>
    internal AmiAction With(TimeSpan timeout)
    {
        var copy = new AmiAction(Name) { ActionId = ActionId, Timeout = timeout };
        copy._headers.AddRange(_headers);
        return copy;
    }

    /// <summary>The bytes that are sent.</summary>
    /// <exception cref="ArgumentException">A line is too long, or there are too many headers.</exception>
    internal byte[] ToBytes(string actionId, Encoding encoding)
    {
        var headers = _headers.Prepend(new AmiHeader("ActionID", actionId)).Prepend(new AmiHeader("Action", Name)).ToArray();
        if (headers.Length > MaxHeaders)
        {
            throw new ArgumentException($"{Name} has {headers.Length} headers; Asterisk reads {MaxHeaders}.");
        }
        var text = new StringBuilder();
        foreach (var header in headers)
        {
            var line = $"{header}\r\n";
            if (encoding.GetByteCount(line) is > MaxLineLength and var length)
            {
                throw new ArgumentException($"{header.Name} of {Name} takes {length} bytes on its line; Asterisk reads {MaxLineLength}.");
            }
            text.Append(line);
        }
        return encoding.GetBytes(text.Append("\r\n").ToString());
    }
}
