namespace Tandem.Switch.Registrar;

/// <summary>
/// Decides about a registration before it is granted. Called on the thread pool, never two at a time for one user; an exception, or no answer
/// within 5 s, refuses the registration with 500.
/// </summary>
/// <param name="request">What the phone asks for; its credentials are right.</param>
/// <param name="cancellationToken">Ends when the answer is no longer waited for.</param>
public delegate ValueTask<RegistrationDecision> RegistrationHook(RegistrationRequest request, CancellationToken cancellationToken);
