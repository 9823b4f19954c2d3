using System.CommandLine;
using System.Text.Json.Nodes;
using Tandem.Cti.Bert;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem bert</c>.</summary>
internal static class BertCommands
{
    private const string StandardStream = "-";

    public static Command Create() => new(
        "bert",
        """
        Read and write BERT, the format of the CTI feed.

          tandem bert decode message.bert            print its term as Erlang would
          tandem bert encode term.txt -o message.bert
        """) { CreateDecode(), CreateEncode() };

    private static Command CreateDecode()
    {
        var file = new Argument<string>("FILE") { Description = "The message; - for the standard input." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command(
            "decode",
            """
            Print a BERT message as the term that it is, in Erlang's writing.

              tandem bert decode message.bert
            """) { file, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var message = await ReadAsync(parsed.GetValue(file)!, cancellationToken).ConfigureAwait(false);
            var term = Try(() => BertTerm.Decode(message)).ToString();
            if (parsed.GetValue(json))
            {
                Output.Json(new JsonObject { ["bytes"] = message.Length, ["term"] = term });
            }
            else
            {
                Console.WriteLine(term);
            }
        });
        return command;
    }

    private static Command CreateEncode()
    {
        var file = new Argument<string>("FILE") { Description = "A term in Erlang's writing; - for the standard input." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Where the message goes. Default: it is printed in hexadecimal." };
        var profile = new Option<BertProfile>("--profile") { Description = "Which tags may be used.", DefaultValueFactory = _ => BertProfile.Bert10 };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command(
            "encode",
            """
            Write a term as a BERT message.

              tandem bert encode term.txt -o message.bert
              echo '{mwi_info,{7,3,1}}' | tandem bert encode -
            """) { file, output, profile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = System.Text.Encoding.UTF8.GetString(await ReadAsync(parsed.GetValue(file)!, cancellationToken).ConfigureAwait(false));
            var message = Try(() => BertTerm.Parse(text).Encode(parsed.GetValue(profile)));
            if (parsed.GetValue(output) is { } target)
            {
                await WriteAsync(target.FullName, message, cancellationToken).ConfigureAwait(false);
            }
            if (parsed.GetValue(json))
            {
                Output.Json(new JsonObject { ["bytes"] = message.Length, ["hex"] = Convert.ToHexString(message) });
            }
            else
            {
                Console.WriteLine(parsed.GetValue(output) is { } written ? $"Wrote {written.FullName}" : Convert.ToHexString(message));
            }
        });
        return command;
    }

    private static T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is BertException or NotSupportedException or ArgumentException)
        {
            throw new ApiException(exception.Message);
        }
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (path != StandardStream)
            {
                return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            }
            var content = new MemoryStream();
            using var input = Console.OpenStandardInput();
            await input.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return content.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ApiException($"{path} cannot be read: {exception.Message}");
        }
    }

    private static async Task WriteAsync(string path, byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(path, message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ApiException($"{path} cannot be written: {exception.Message}");
        }
    }
}
