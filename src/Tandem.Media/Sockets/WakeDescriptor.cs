using System.ComponentModel;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Tandem.Media.Sockets;

/// <summary>An eventfd. Its number is given to nobody else while it is written to: who is too late gets an exception in place of another's file.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class WakeDescriptor : SafeHandleMinusOneIsInvalid
{
    private WakeDescriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>The number of the descriptor, for who owns it.</summary>
    public int Number => (int)handle;

    public static WakeDescriptor Create()
    {
        int descriptor = LinuxNative.EventDescriptor(0, LinuxNative.EventNonBlocking | LinuxNative.EventCloseOnExec);
        return descriptor < 0 ? throw new Win32Exception() : new WakeDescriptor(descriptor);
    }

    /// <summary>Makes it readable. From any thread.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public void Signal()
    {
        bool isHeld = false;
        try
        {
            DangerousAddRef(ref isHeld);
            ulong one = 1;
            LinuxNative.Write(Number, (byte*)&one, sizeof(ulong));
        }
        finally
        {
            if (isHeld)
                DangerousRelease();
        }
    }

    protected override bool ReleaseHandle() => LinuxNative.Close(Number) == 0;
}
