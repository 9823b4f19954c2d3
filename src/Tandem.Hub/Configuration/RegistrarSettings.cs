using Tandem.Switch.Registrar;

namespace Tandem.Hub.Configuration;

/// <summary><c>Switch:Registrar:*</c>.</summary>
internal static class RegistrarSettings
{
    private const string Section = "Switch:Registrar";
    private const int MaxSeconds = 31_536_000;

    public static RegistrarOptions Read(SettingsReader reader)
    {
        var options = new RegistrarOptions();
        options = options with
        {
            DefaultExpires = Seconds(reader, nameof(RegistrarOptions.DefaultExpires)) ?? options.DefaultExpires,
            MinExpires = Seconds(reader, nameof(RegistrarOptions.MinExpires)),
            MaxExpires = Seconds(reader, nameof(RegistrarOptions.MaxExpires)) ?? options.MaxExpires,
            MaxContacts = reader.Number($"{Section}:{nameof(RegistrarOptions.MaxContacts)}", options.MaxContacts, 1, 1000),
            RegPing = Seconds(reader, nameof(RegistrarOptions.RegPing)) ?? 0,
            OptionsPing = Seconds(reader, nameof(RegistrarOptions.OptionsPing)) ?? 0,
            StaleTime = Seconds(reader, nameof(RegistrarOptions.StaleTime)),
            ForceRPort = reader.Flag($"{Section}:{nameof(RegistrarOptions.ForceRPort)}"),
            AuthTimeout = Seconds(reader, nameof(RegistrarOptions.AuthTimeout)) ?? options.AuthTimeout,
        };
        return options.FindFault() is { } fault
            ? throw new SettingsException($"{Key(fault.Option)}{(fault.Other is null ? "" : $" and {Key(fault.Other)}")}: {fault.Reason}.")
            : options;
    }

    private static uint? Seconds(SettingsReader reader, string name) =>
        reader.Text(Key(name)) is null ? null : (uint)reader.Number(Key(name), 0, 0, MaxSeconds);

    private static string Key(string option) => option == nameof(RegistrarOptions.MaxContacts) ? $"{Section}:{option}" : $"{Section}:{option}Seconds";
}
