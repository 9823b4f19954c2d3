using System.Runtime.InteropServices;

namespace Tandem.Media.Codecs;

/// <summary>The functions of libopus, where it is installed. A missing library means that Opus is not offered, nothing else.</summary>
internal sealed unsafe class OpusLibrary
{
    private static readonly string[] Names = ["libopus.so.0", "libopus.0.dylib", "opus.dll", "opus"];

    private OpusLibrary(nint library)
    {
        EncoderCreate = (delegate* unmanaged[Cdecl]<int, int, int, int*, nint>)NativeLibrary.GetExport(library, "opus_encoder_create");
        EncoderDestroy = (delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(library, "opus_encoder_destroy");
        Encode = (delegate* unmanaged[Cdecl]<nint, short*, int, byte*, int, int>)NativeLibrary.GetExport(library, "opus_encode");
        DecoderCreate = (delegate* unmanaged[Cdecl]<int, int, int*, nint>)NativeLibrary.GetExport(library, "opus_decoder_create");
        DecoderDestroy = (delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(library, "opus_decoder_destroy");
        Decode = (delegate* unmanaged[Cdecl]<nint, byte*, int, short*, int, int, int>)NativeLibrary.GetExport(library, "opus_decode");
        CountSamples = (delegate* unmanaged[Cdecl]<byte*, int, int, int>)NativeLibrary.GetExport(library, "opus_packet_get_nb_samples");
    }

    /// <summary>The library; <see langword="null"/> where it is not installed.</summary>
    public static OpusLibrary? Instance { get; } = Load();

    public delegate* unmanaged[Cdecl]<int, int, int, int*, nint> EncoderCreate { get; }

    public delegate* unmanaged[Cdecl]<nint, void> EncoderDestroy { get; }

    public delegate* unmanaged[Cdecl]<nint, short*, int, byte*, int, int> Encode { get; }

    public delegate* unmanaged[Cdecl]<int, int, int*, nint> DecoderCreate { get; }

    public delegate* unmanaged[Cdecl]<nint, void> DecoderDestroy { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*, int, short*, int, int, int> Decode { get; }

    public delegate* unmanaged[Cdecl]<byte*, int, int, int> CountSamples { get; }

    private static OpusLibrary? Load()
    {
        foreach (string name in Names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library))
                continue;
            try
            {
                return new OpusLibrary(library);
            }
            catch (EntryPointNotFoundException)
            {
                // Another library of that name.
            }
        }

        return null;
    }
}
