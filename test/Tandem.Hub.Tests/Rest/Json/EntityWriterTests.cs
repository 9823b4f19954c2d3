using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Hub.Rest.Json;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Tests.Rest.Json;

/// <summary>The feed writes objects by hand, REST by their description: whoever joins the two must find the same.</summary>
public sealed class EntityWriterTests
{
    [Fact]
    public void A_channel_reads_the_same_on_the_feed_as_over_rest() => ReadsTheSame<Channel>();

    [Fact]
    public void A_conversation_reads_the_same_on_the_feed_as_over_rest() => ReadsTheSame<Conversation>();

    [Fact]
    public void An_extension_reads_the_same_on_the_feed_as_over_rest() => ReadsTheSame<Extension>();

    [Fact]
    public void Any_other_object_reads_the_same_on_the_feed_as_over_rest() => ReadsTheSame<Queue>();

    private static void ReadsTheSame<T>()
        where T : Entity => Prop.ForAll<int>(seed =>
        {
            var entity = new RandomRecord(seed).Make<T>();
            var fed = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(fed, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder }))
            {
                EntityWriter.Write(writer, entity);
            }
            Assert.Equal(JsonSerializer.Serialize(entity, ApiJson.TypeOf<T>()), Encoding.UTF8.GetString(fed.WrittenSpan));
        }).QuickCheckThrowOnFailure();
}
