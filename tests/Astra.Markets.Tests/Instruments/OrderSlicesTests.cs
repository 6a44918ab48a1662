using CsCheck;

namespace Astra.Markets.Tests;

[Collection(nameof(RunsAlone))]
public class OrderSlicesTests
{
    [Theory]
    [InlineData(2600, 65, 1800, new[] { 1755, 845 })] // 40 lots, freeze 27.7 lots: never 1800 + 800
    [InlineData(1755, 65, 1800, new[] { 1755 })]
    [InlineData(1820, 65, 1800, new[] { 1755, 65 })]
    [InlineData(1200, 30, 600, new[] { 600, 600 })]
    [InlineData(101, 1, 100, new[] { 100, 1 })]
    [InlineData(1_000_000, 65, 0, new[] { 1_000_000 })] // no limit
    [InlineData(130, 65, 64, new int[0])] // not even a lot: nothing may be sent
    [InlineData(130, 65, 65, new[] { 65, 65 })]
    [InlineData(0, 65, 1800, new int[0])]
    [InlineData(-65, 65, 1800, new int[0])]
    public void An_order_is_cut_in_whole_lots(int quantity, int lot, int freeze, int[] slices) =>
        Assert.Equal(slices, Slices(Contract(lot, freeze), quantity));

    [Fact]
    public void Slices_sum_to_the_order_are_whole_lots_within_the_freeze_and_as_few_as_can_be() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 400], Gen.Int[0, 2000]).Sample((lot, lots, freezeLots) =>
        {
            // Anywhere within the last lot.
            int freeze = freezeLots == 0 ? 0 : freezeLots * lot + lots % lot;
            Instrument contract = Contract(lot, freeze);
            int quantity = lot * lots;
            int[] slices = Slices(contract, quantity);
            Assert.Equal(quantity, slices.Sum());
            Assert.All(slices, s => Assert.True(s > 0 && s % lot == 0 && (freeze == 0 || s <= freeze), $"{s} of lot {lot}, freeze {freeze}"));
            Assert.Equal(freeze == 0 ? 1 : (lots + freezeLots - 1) / freezeLots, slices.Length);
            Assert.Equal(slices.Length, OrderSlices.Count(contract, quantity));
        });

    [Theory]
    [InlineData(65, 1800, 1755)]
    [InlineData(1, 321_049, 321_049)]
    [InlineData(65, 0, int.MaxValue)]
    [InlineData(65, 64, 0)]
    public void The_largest_order_is_a_whole_number_of_lots(int lot, int freeze, int largest) =>
        Assert.Equal(largest, OrderSlices.MaxQuantity(Contract(lot, freeze)));

    [Fact]
    public void Slicing_allocates_nothing()
    {
        Instrument contract = Contract(65, 1800);
        long sum = 0;
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100_000; i++)
            {
                for (int left = 65 * (i % 90 + 1), next; (next = OrderSlices.Next(contract, left)) > 0; left -= next) sum += next;
                (Price low, Price high) = PriceBand.Of(new Price(i + 1_000), 500, new Price(5));
                sum += TickGrid.Nearest(new Price(low.Units + high.Units), new Price(7)).Units;
            }
            if (round == 1) Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
        }
        Assert.NotEqual(0, sum);
    }

    private static int[] Slices(Instrument contract, int quantity)
    {
        var slices = new List<int>();
        for (int left = quantity, next; (next = OrderSlices.Next(contract, left)) > 0; left -= next) slices.Add(next);
        return [.. slices];
    }

    private static Instrument Contract(int lot, int freeze) =>
        new(0, "NIFTY26NOVFUT", Segment.NseDerivatives, InstrumentKind.Future, new Price(1000), lot, FreezeQuantity: freeze);
}
