return await Tandem.Hub.CommandLine.TandemCommand.RunAsync(args).ConfigureAwait(false);
