using Tandem.Switch.Directory;

namespace Tandem.Switch;

/// <content>Which accounts are shown as extensions.</content>
public sealed partial class SipSwitch
{
    /// <summary>Shows an account as an extension of the model, before any phone of it registers.</summary>
    public Task ShowAccountAsync(SipAccount account) => _loop.InvokeAsync(() => _model.SetAccount(account));

    /// <summary>Takes an account that is gone out of the model, with its registrations.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="domain">Its domain; the exchange's own where null.</param>
    public Task ForgetAccountAsync(string number, string? domain = null) => _loop.RunAsync(async () =>
    {
        var key = _domains.KeyOf(number, domain is null ? _domains.Default : _domains.Named(domain) ?? _domains.Default);
        await _registrar.RemoveAsync(key);
        _lamps.Forget(key);
        _model.RemoveAccount(key);
        await _features.SetAsync(new ExtensionFeatures(key), CancellationToken.None);
        await _notifier.ForgetAsync(key);
        return true;
    });
}
