using Tandem.Cti.Bert;
using Tandem.Hub.CommandLine;

namespace Tandem.Hub.Tests.CommandLine;

public sealed class BertCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-bert").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_term_is_written_as_a_message_that_is_read_again()
    {
        var (text, message) = (Path.Combine(_directory, "term.txt"), Path.Combine(_directory, "message.bert"));
        await File.WriteAllTextAsync(text, "% a comment\n{mwi_info,{10001000, 3, 200}}.\n");
        Assert.Equal(0, await TandemCommand.RunAsync(["bert", "encode", text, "-o", message]));
        Assert.Equal("836802640008 6D77695F696E666F 6803 6200989A68 6103 61C8".Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(await File.ReadAllBytesAsync(message)));
        Assert.Equal(0, await TandemCommand.RunAsync(["bert", "decode", message]));
        Assert.Equal(0, await TandemCommand.RunAsync(["bert", "encode", text, "-o", message, "--profile", "Basix2016"]));
        Assert.Equal("{mwi_info,{10001000,3,200}}", BertTerm.Decode(await File.ReadAllBytesAsync(message)).ToString());
    }

    [Fact]
    public async Task What_cannot_be_read_or_written_fails_in_one_line()
    {
        var file = Path.Combine(_directory, "rubbish");
        Assert.Equal(1, await TandemCommand.RunAsync(["bert", "decode", file]));
        await File.WriteAllTextAsync(file, "#{a => 1}");
        Assert.Equal(1, await TandemCommand.RunAsync(["bert", "decode", file]));
        Assert.Equal(1, await TandemCommand.RunAsync(["bert", "encode", file]));
        Assert.Equal(2, await TandemCommand.RunAsync(["bert", "encode"]));
    }
}
