using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Tandem.Benchmarks -- --filter '*Sip*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
