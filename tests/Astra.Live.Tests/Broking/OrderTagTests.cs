using CsCheck;

namespace Astra.Live.Tests;

public sealed class OrderTagTests
{
    [Fact]
    public void Tags_are_short_letters_and_digits_and_the_same_again()
    {
        string tag = new OrderTag("2026-11-23 nifty").Of(42);
        Assert.Equal(17, tag.Length);
        Assert.All(tag, c => Assert.True(char.IsAsciiLetterOrDigit(c)));
        Assert.Equal(tag, new OrderTag("2026-11-23 nifty").Of(42));
    }

    [Fact]
    public void No_two_orders_of_a_run_share_one() => Gen.Select(Gen.String, Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).Sample((run, a, b) =>
    {
        OrderTag tags = new(run);
        return tags.Of(a) == tags.Of(b) == (a == b) && tags.Of(a).Length <= 19;
    });

    [Fact]
    public void Another_run_has_other_tags() => Assert.NotEqual(new OrderTag("a").Of(1), new OrderTag("b").Of(1));
}
