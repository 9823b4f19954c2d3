namespace Tandem.Media.Tests.Testing;

/// <summary>The ways of receiving and sending that the engine has; tests of its behaviour run over each.</summary>
public enum Backend
{
    Epoll,
    Select,
}
