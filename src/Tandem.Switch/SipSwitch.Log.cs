using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Tandem.Switch;

public sealed partial class SipSwitch
{
    private SwitchOptions WatchCertificate(SwitchOptions options)
    {
        if (options.Tls is not { } tls)
        {
            return options;
        }
        return options with
        {
            Tls = tls with
            {
                Refreshed = exception =>
                {
                    if (exception is null)
                    {
                        LogCertificateChanged(tls.Certificate.Certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false), tls.Certificate.Certificate.NotAfter);
                    }
                    else
                    {
                        LogCertificateRefused(exception.Message);
                    }
                    tls.Refreshed?.Invoke(exception);
                },
            },
        };
    }

    [LoggerMessage(2301, LogLevel.Information, "New connections get the new certificate of {Host}, good until {End:u}")]
    private partial void LogCertificateChanged(string host, DateTime end);

    [LoggerMessage(2302, LogLevel.Error, "The certificate's files have changed and cannot be used, the one before stays: {Reason}")]
    private partial void LogCertificateRefused(string reason);
}
