namespace Tandem.Media.Tones;

/// <summary>What a <see cref="ToneDetector"/> heard.</summary>
/// <param name="Frequency">The dominant frequency in Hz; 0 in silence.</param>
/// <param name="Share">The share of that frequency in the energy, 0 to 1; near 1 for a pure tone.</param>
/// <param name="Level">The level of the whole signal in dBFS, relative to a sine at full scale; negative infinity in silence.</param>
public readonly record struct ToneMeasurement(double Frequency, double Share, double Level);
