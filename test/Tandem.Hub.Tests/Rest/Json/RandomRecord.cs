using System.Reflection;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Tests.Rest.Json;

/// <summary>Makes records of the model with random values in every field that there is, also in those that are added later.</summary>
internal sealed class RandomRecord(int seed)
{
    private static readonly string[] Texts = ["", "101", "Jörg \"J\" Müller", "+49 30 1234", "a\nb\u2028<script>", "\U0001F4DE"];

    private readonly Random _random = new(seed);

    public T Make<T>()
        where T : class => (T)Make(typeof(T));

    private object Make(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Make(underlying);
        }
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(_random.Next(values.Length))!;
        }
        if (type == typeof(string))
        {
            return Texts[_random.Next(Texts.Length)];
        }
        if (type == typeof(bool))
        {
            return _random.Next(2) == 0;
        }
        if (type == typeof(int) || type == typeof(long))
        {
            return Convert.ChangeType(_random.Next(), type, null);
        }
        if (type == typeof(double))
        {
            return _random.NextDouble() * 5;
        }
        if (type == typeof(TimeSpan))
        {
            return TimeSpan.FromTicks(_random.NextInt64(TimeSpan.TicksPerDay));
        }
        if (type == typeof(DateTimeOffset))
        {
            return new DateTimeOffset(_random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);
        }
        if (type == typeof(ObjectId))
        {
            return new ObjectId("source", $"local-{_random.Next()}");
        }
        if (type == typeof(HangupCause))
        {
            return HangupCause.FromQ850(_random.Next(1, 128));
        }
        if (type == typeof(CapabilitySet))
        {
            return CapabilitySet.Create([Capability.Call, Capability.Park]);
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
        {
            return MakeList(type.GenericTypeArguments[0]);
        }
        return type.IsAbstract ? Make(Pick(type.GetNestedTypes().Where(nested => nested.IsAssignableTo(type)).ToArray())) : MakeRecord(type);
    }

    private object MakeList(Type item)
    {
        var items = Array.CreateInstance(item, _random.Next(4));
        for (var i = 0; i < items.Length; i++)
        {
            items.SetValue(Make(item), i);
        }
        return typeof(RandomRecord).GetMethod(nameof(ToList), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private static ValueList<T> ToList<T>(T[] items) => [.. items];

    private object MakeRecord(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => MakeOrNull(parameter.ParameterType, new NullabilityInfoContext().Create(parameter)))]);
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null && constructor.GetParameters().Length == 0))
        {
            property.SetValue(made, MakeOrNull(property.PropertyType, new NullabilityInfoContext().Create(property)));
        }
        return made;
    }

    private object? MakeOrNull(Type type, NullabilityInfo nullability) =>
        nullability.ReadState == NullabilityState.Nullable && _random.Next(4) == 0 ? null : Make(type);

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
