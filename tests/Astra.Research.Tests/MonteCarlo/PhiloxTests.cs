using CsCheck;

namespace Astra.Research.Tests;

/// <summary>The generator against its authors' known answers, and its independence of order.</summary>
public class PhiloxTests
{
    /// <summary>Known answers published with Random123.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, new[] { 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u })]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, new[] { 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu })]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, new[] { 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u })]
    public void A_block_is_the_published_one(uint c0, uint c1, uint c2, uint c3, uint key0, uint key1, uint[] expected)
    {
        Philox.Words words = Philox.Block(c0, c1, c2, c3, key0, key1);
        Assert.Equal(expected, (uint[])[words[0], words[1], words[2], words[3]]);
    }

    [Fact]
    public void Draws_depend_on_seed_path_and_stream_only() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.UInt).Sample((seed, path, stream) =>
        {
            var one = new Philox(seed, path, stream);
            var other = new Philox(seed, path, stream);
            var neighbour = new Philox(seed, path + 1, stream);
            uint[] drawn = [.. Enumerable.Range(0, 9).Select(_ => one.NextUInt())];
            Assert.Equal(drawn, Enumerable.Range(0, 9).Select(_ => other.NextUInt()).ToArray());
            Assert.NotEqual(drawn, Enumerable.Range(0, 9).Select(_ => neighbour.NextUInt()).ToArray());
        });

    [Fact]
    public void Indexes_units_and_normals_have_their_moments()
    {
        var random = new Philox(7, 0);
        const int Draws = 200_000;
        int[] counts = new int[10];
        double units = 0, normals = 0, squares = 0;
        for (int i = 0; i < Draws; i++)
        {
            counts[random.NextIndex(10)]++;
            double unit = random.NextUnit();
            Assert.InRange(unit, double.Epsilon, 1 - double.Epsilon);
            units += unit;
            double normal = random.NextNormal();
            normals += normal;
            squares += normal * normal;
        }
        // Five standard errors each.
        Assert.All(counts, count => Assert.InRange(count, Draws / 10 - 5 * 135, Draws / 10 + 5 * 135));
        Assert.InRange(units / Draws, 0.5 - 5 * 0.00065, 0.5 + 5 * 0.00065);
        Assert.InRange(normals / Draws, -5 * 0.0023, 5 * 0.0023);
        Assert.InRange(squares / Draws, 1 - 5 * 0.0032, 1 + 5 * 0.0032);
    }
}
