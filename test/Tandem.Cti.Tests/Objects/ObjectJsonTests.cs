using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;
using Tandem.Cti.Objects;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Tests.Objects;

public sealed class ObjectJsonTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 30, 0, 123, 456, TimeSpan.Zero);

    public static TheoryData<Type> Kinds =>
        [.. typeof(Entity).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Entity)))];

    public static TheoryData<Type> States => [.. typeof(ChannelState).GetNestedTypes()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_object_with_everything_arrives_whole_and_as_one_of_the_source_that_reads(Type type)
    {
        var written = (Entity)Fill(type, "switch");
        var expected = (Entity)Fill(type, "far", id => $"switch:{id}");
        Assert.Equal(expected is Channel channel ? channel with { Capabilities = null } : expected, RoundTrip(written));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_channel_may_be_in_any_state(Type type)
    {
        var channel = (Channel)Fill(typeof(Channel), "far");
        var written = channel with { State = (ChannelState)Fill(type, "switch") };
        Assert.Equal((ChannelState)Fill(type, "far", id => $"switch:{id}"), ((Channel)RoundTrip(written)).State);
    }

    [Fact]
    public void What_is_not_said_stays_unsaid()
    {
        var bare = new Extension { Id = new ObjectId("switch", "101"), Domain = "d", Number = "101", ForwardBusy = ForwardTarget.Voicemail };
        Assert.Equal(bare with { Id = new ObjectId("far", "switch:101") }, RoundTrip(bare));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"switch:1\",\"domain\":\"d\"}")]
    [InlineData("{\"id\":\"\",\"domain\":\"d\",\"number\":\"1\"}")]
    [InlineData("{\"id\":\"switch:1\",\"domain\":\"d\",\"number\":\"1\",\"status\":\"nonsense\"}")]
    [InlineData("{\"id\":\"switch:1\",\"domain\":\"d\",\"number\":\"1\",\"conversations\":[null]}")]
    public void What_is_no_such_object_is_refused(string json) =>
        Assert.Throws<JsonException>(() => new ObjectJson("far").Read(EntityKind.Extension, Encoding.UTF8.GetBytes(json)));

    private static Entity RoundTrip(Entity entity)
    {
        var output = new ArrayBufferWriter<byte>();
        ObjectJson.Write(entity, output);
        return new ObjectJson("far").Read(entity.Kind, output.WrittenSpan);
    }

    /// <summary>A value of which nothing is left out: a field that is new is tried too.</summary>
    private static object Fill(Type type, string source, Func<string, string>? home = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Fill(underlying, source, home);
        }
        if (type == typeof(ObjectId))
        {
            return new ObjectId(source, home is null ? "1:a/b" : home("1:a/b"));
        }
        if (type == typeof(string))
        {
            return "M\u00fcller \"x\"";
        }
        if (type == typeof(DateTimeOffset))
        {
            return Now;
        }
        if (type == typeof(TimeSpan))
        {
            return TimeSpan.FromMilliseconds(20_123);
        }
        if (type == typeof(HangupCause))
        {
            return new HangupCause("of_my_own", 599, 99);
        }
        if (type == typeof(CapabilitySet))
        {
            return CapabilitySet.Create([Capability.HangUp]);
        }
        if (type == typeof(ChannelState))
        {
            return new ChannelState.Eavesdrop((ObjectId)Fill(typeof(ObjectId), source, home));
        }
        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        }
        if (type.IsPrimitive)
        {
            return type == typeof(bool) ? true : Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture);
        }
        if (type.IsAssignableTo(typeof(IEnumerable)))
        {
            var element = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(element, 2);
            items.SetValue(Fill(element, source, home), 0);
            items.SetValue(Fill(element, source, home), 1);
            return ListOf(element, items);
        }
        var constructor = type.GetConstructors().OrderByDescending(item => item.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Fill(parameter.ParameterType, source, home))]);
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        {
            property.SetValue(made, Fill(property.PropertyType, source, home));
        }
        return made;
    }

    private static object ListOf(Type element, Array items) =>
        typeof(ObjectJsonTests).GetMethod(nameof(List), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.MakeGenericMethod(element).Invoke(null, [items])!;

    private static ValueList<T> List<T>(T[] items) => [.. items];
}
