namespace Tandem.Switch.Registrar;

/// <summary>How long a registration may last and what its phone is told: the options, and over them what the hook decided for this phone.</summary>
internal readonly record struct RegistrationTerms(RegistrarOptions Options, RegistrationDecision Decision)
{
    public int MaxContacts => Options.MaxContacts;

    public bool ForceRPort => Options.ForceRPort;

    public uint? RegPing => Decision.RegPing;

    public uint? OptionsPing => Decision.OptionsPing;

    /// <summary>The shortest validity, as Min-Expires says it.</summary>
    public uint LeastExpires => Options.LeastExpires;

    /// <summary>The validity of a contact in seconds, 0 where it is removed; null where the wish is too short.</summary>
    /// <param name="asked">The wish; null for none.</param>
    public uint? Grant(uint? asked)
    {
        if (asked == 0 || Decision.Expires is not null)
        {
            return asked == 0 ? 0 : Decision.Expires;
        }
        if ((RegPing ?? Options.RegPing) > 0)
        {
            return Options.DefaultExpires;
        }
        var wish = asked ?? Options.DefaultExpires;
        return wish < LeastExpires ? null : Math.Min(wish, Options.MaxExpires);
    }
}
