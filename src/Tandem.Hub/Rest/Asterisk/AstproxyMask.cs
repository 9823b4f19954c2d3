namespace Tandem.Hub.Rest.Asterisk;

/// <summary>The conversations whose other side is masked.</summary>
[Flags]
internal enum AstproxyMask
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those that go out.</summary>
    Out = 1,

    /// <summary>Those that come in.</summary>
    In = 2,

    /// <summary>All.</summary>
    Both = Out | In,
}
