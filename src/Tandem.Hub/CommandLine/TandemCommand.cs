using System.CommandLine;
using Tandem.Asterisk;
using Tandem.Hub.CommandLine.Steering;
using Tandem.Hub.Configuration;
using Tandem.Hub.Storage;
using Tandem.Sipgate;

namespace Tandem.Hub.CommandLine;

/// <summary>The program's command line.</summary>
internal static class TandemCommand
{
    /// <summary>All commands.</summary>
    public static RootCommand Create()
    {
        var root = CreateRoot();
        foreach (var command in SteerCommands.Create())
        {
            root.Subcommands.Add(command);
        }
        return root;
    }

    /// <summary>Runs one command.</summary>
    /// <returns>0 done; 1 it failed or was refused; 2 the words or settings are wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Create().Parse(arguments);
        // A list of commands shows what each is for; its own help shows the examples too.
        foreach (var listed in parsed.CommandResult.Command.Subcommands)
        {
            listed.Description = listed.Description?.Split('\n')[0];
        }
        try
        {
            // Ctrl-C belongs to the host where one runs, which hangs up first; elsewhere it ends the process as usual.
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false) switch
            {
                0 => 0,
                _ when parsed.Errors.Count > 0 => 2,
                var code => code,
            };
        }
        catch (SettingsException exception)
        {
            return Fail(exception.Message, 2);
        }
        catch (SipgateValidationException exception)
        {
            return Fail(exception.Message, 2);
        }
        catch (Exception exception) when (exception is ApiException or StoreException or AmiException or SipgateException)
        {
            return Fail(exception.Message, 1);
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static RootCommand CreateRoot() => new(
        """
        Tandem, a programmable telephone exchange and CTI hub.

        Try it:         tandem demo
        Run it:         tandem run
        Add a phone:    tandem extension add 106 --name "Front desk"
        Make a call:    tandem call 101 102
        Steer it:       tandem legs, tandem transfer, tandem hold, ...
        See its SIP:    tandem trace
        See it live:    tandem watch
        Find a fault:   tandem doctor
        """)
    {
        RunCommand.Create(),
        DemoCommand.Create(),
        ExtensionCommand.Create(),
        TokenCommand.Create(),
        CallCommands.CreateCall(),
        CallCommands.CreateCalls(),
        CallCommands.CreateHangup(),
        LegsCommand.Create(),
        HistoryCommand.Create(),
        TraceCommand.Create(),
        WatchCommand.Create(),
        QualityCommand.Create(),
        AsteriskCommands.Create(),
        AmiCommands.Create(),
        SipgateCommands.Create(),
        CtiWatchCommand.Create(),
        BertCommands.Create(),
        DoctorCommand.Create(),
        BackupCommands.CreateBackup(),
        BackupCommands.CreateRestore(),
        CompletionCommand.Create(),
    };

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine($"tandem: {message}");
        return code;
    }
}
