using BenchmarkDotNet.Running;
using Tandem.Benchmarks.Registrar;
using Tandem.Benchmarks.Sip;

// dotnet run -c Release --project bench/Tandem.Benchmarks -- --filter '*Sip*'
// dotnet run -c Release --project bench/Tandem.Benchmarks -- sip        CPU and memory of transactions and dialogs
// dotnet run -c Release --project bench/Tandem.Benchmarks -- bindings   100,000 registered phones
switch (args)
{
    case ["sip"]:
        SipFigures.Run();
        break;
    case ["bindings"]:
        await BindingFigures.RunAsync();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
