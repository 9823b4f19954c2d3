using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Objects;

/// <summary>The objects of a model as JSON, whole: what is read is what was written, with the ids of the source that reads.</summary>
internal sealed class ObjectJson
{
    private static readonly Type[] Types =
    [
        typeof(Channel), typeof(Conversation), typeof(Extension), typeof(Queue), typeof(QueueMember), typeof(WaitingCaller), typeof(ParkingLot),
        typeof(ParkedCall), typeof(Conference), typeof(ConferenceParticipant), typeof(Trunk), typeof(Mailbox),
    ];

    private static readonly ObjectJson Writer = new("");

    private readonly JsonSerializerOptions _options;

    /// <summary>Makes a reader.</summary>
    /// <param name="source">The source whose objects they become.</param>
    public ObjectJson(string source)
    {
        _options = new JsonSerializerOptions(ObjectJsonContext.Default.Options)
        {
            TypeInfoResolver = ObjectJsonContext.Default.WithAddedModifier(Shape),
            Converters = { new ObjectIdConverter(source) },
        };
        _options.MakeReadOnly();
    }

    /// <summary>Writes an object.</summary>
    /// <param name="entity">The object.</param>
    /// <param name="output">Where to.</param>
    public static void Write(Entity entity, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        JsonSerializer.Serialize(writer, entity, Writer._options.GetTypeInfo(entity.GetType()));
    }

    /// <summary>Reads an object.</summary>
    /// <param name="kind">The kind of object.</param>
    /// <param name="json">Its image.</param>
    /// <exception cref="JsonException">It is no such object.</exception>
    public Entity Read(EntityKind kind, ReadOnlySpan<byte> json) =>
        (Entity?)JsonSerializer.Deserialize(json, _options.GetTypeInfo(Types[(int)kind])) ?? throw new JsonException($"A {kind} is null.");

    private static void Shape(JsonTypeInfo type)
    {
        if (type.Type == typeof(ChannelState))
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "is" };
            foreach (var state in typeof(ChannelState).GetNestedTypes().Where(typeof(ChannelState).IsAssignableFrom))
            {
                type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(state, state.Name));
            }
        }
        foreach (var property in type.Properties)
        {
            // What may be done with a channel is for the source to say by which it is reached.
            if (property.PropertyType == typeof(CapabilitySet))
            {
                property.ShouldSerialize = static (_, _) => false;
            }
        }
    }
}
