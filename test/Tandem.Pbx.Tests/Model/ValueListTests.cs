using Tandem.Pbx.Model;

namespace Tandem.Pbx.Tests.Model;

public sealed class ValueListTests
{
    [Fact]
    public void Lists_with_the_same_items_are_equal()
    {
        ValueList<string> first = ["a", "b"];
        ValueList<string> second = ValueList<string>.Empty.Add("a").Add("b");
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, ["b", "a"]);
        Assert.NotEqual(first, ["a"]);
    }

    [Fact]
    public void A_list_that_nothing_is_taken_from_stays_the_same_object()
    {
        ValueList<int> list = [1, 2];
        Assert.Same(list, list.RemoveAll(item => item > 2));
        Assert.Equal([1], list.RemoveAll(item => item == 2));
        Assert.Equal([1, 5], list.Replace(item => item == 2, _ => 5));
    }
}
