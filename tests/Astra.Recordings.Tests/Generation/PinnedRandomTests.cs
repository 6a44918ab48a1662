using Astra.Adapters.Recordings;

namespace Astra.Recordings.Tests;

public class PinnedRandomTests
{
    [Fact]
    public void Log_and_Exp_agree_with_the_platforms_to_its_last_digits()
    {
        for (double x = 1e-12; x < 1e12; x *= 1.0137)
            Assert.Equal(Math.Log(x), PinnedMath.Log(x), Math.Max(1e-15, Math.Abs(Math.Log(x)) * 4e-16));
        for (double x = -300; x < 300; x += 0.0917)
            Assert.Equal(1, PinnedMath.Exp(x) / Math.Exp(x), 1e-15 * Math.Max(4, Math.Abs(x)));
    }

    [Fact]
    public void A_stream_is_pinned_for_ever()
    {
        var stream = new RandomStream(42, 7);
        ulong[] first = [stream.Next(), stream.Next(), stream.Next()];
        Assert.Equal(PinnedStream, first);
    }

    [Fact]
    public void Normal_and_exponential_draws_have_their_moments()
    {
        var stream = new RandomStream(1, 1);
        double sum = 0, squares = 0, fourths = 0, exponential = 0;
        const int Draws = 400_000;
        for (int i = 0; i < Draws; i++)
        {
            double x = stream.Normal();
            sum += x;
            squares += x * x;
            fourths += x * x * x * x;
            exponential += stream.Exponential();
        }
        Assert.Equal(0, sum / Draws, 0.01);
        Assert.Equal(1, squares / Draws, 0.01);
        Assert.Equal(3, fourths / Draws, 0.1);
        Assert.Equal(1, exponential / Draws, 0.01);
    }

    private static readonly ulong[] PinnedStream = [3915439927259904272, 1673380702347379793, 2547442730790587334];
}
