using Astra.Journal.EventStore;
using CsCheck;

namespace Astra.EventStore.Tests.Reading;

public class RevisionSearchTests
{
    [Fact]
    public void The_first_place_is_found_from_any_guess() =>
        Gen.Select(Gen.Long[0, 50], Gen.Long[0, 60], Gen.Long[-3, 120], Gen.Long[0, 120]).Sample((low, length, guess, border) =>
        {
            long high = low + length - 1;
            long found = RevisionSearch.FirstAsync(low, high, guess, at =>
            {
                Assert.InRange(at, low, high);
                return Task.FromResult(at >= border);
            }).GetAwaiter().GetResult();
            Assert.Equal(Math.Clamp(border, low, high + 1), found);
        });

    [Fact]
    public async Task A_near_guess_costs_few_looks_in_a_long_stream()
    {
        foreach (long guess in (long[])[699_999, 700_000, 700_001])
        {
            int looks = 0;
            long found = await RevisionSearch.FirstAsync(0, 10_000_000, guess, at =>
            {
                looks++;
                return Task.FromResult(at >= 700_000);
            });
            Assert.Equal(700_000, found);
            Assert.InRange(looks, 2, 4);
        }
    }

    [Fact]
    public void A_hint_is_the_nearest_frame_that_was_seen()
    {
        FrameHints hints = new();
        Assert.Equal(-1, hints.RevisionNear(5));
        hints.Note(99, 1);
        hints.Note(199, 2);
        hints.Note(299, 3);
        Assert.Equal(1, hints.RevisionNear(0));
        Assert.Equal(1, hints.RevisionNear(99));
        Assert.Equal(2, hints.RevisionNear(100));
        Assert.Equal(3, hints.RevisionNear(300));
        for (int i = 4; i < 2_000; i++) hints.Note(i * 100 - 1, i);
        Assert.Equal(1_999, hints.RevisionNear(199_899));
        Assert.Equal(976, hints.RevisionNear(5));
    }
}
