using System.IO.Compression;
using Astra.Adapters.Recordings;

namespace Astra.Recordings.Tests;

public sealed class GzipInputTests
{
    private static readonly byte[] Text = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7919 >> i % 5))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(300_000)]
    public void A_whole_file_gives_exactly_its_bytes(int length) => Assert.Equal(Text[..length], Read(Zip(Text[..length])));

    [Fact]
    public void Members_are_read_one_after_the_other() =>
        Assert.Equal(Text, Read([.. Zip(Text[..100]), .. Zip([]), .. Zip(Text[100..200_000]), .. Zip(Text[200_000..])]));

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public void A_file_cut_short_anywhere_is_refused(CompressionLevel level)
    {
        byte[] whole = [.. Zip(Text[..500], level), .. Zip(Text[500..2_000], level)];
        int first = Zip(Text[..500], level).Length;
        for (int length = 1; length < whole.Length; length++)
        {
            // A cut between two members leaves a whole file.
            if (length == first) continue;
            byte[] cut = whole[..length];
            Assert.Throws<InvalidDataException>(() => Read(cut));
        }
    }

    [Fact]
    public void Any_changed_bit_of_data_or_trailer_is_refused()
    {
        byte[] whole = Zip(Text[..300]);
        for (int bit = 10 * 8; bit < whole.Length * 8; bit++)
        {
            byte[] changed = [.. whole];
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            // The data's last byte is filled up with bits of no meaning.
            if (bit / 8 != whole.Length - 9) Assert.Throws<InvalidDataException>(() => Read(changed));
        }
    }

    [Fact]
    public void Other_bytes_behind_the_end_are_refused() => Assert.Throws<InvalidDataException>(() => Read([.. Zip(Text[..300]), 1, 2, 3]));

    private static byte[] Read(byte[] file)
    {
        using var input = new GzipInput(new MemoryStream(file));
        using var output = new MemoryStream();
        input.CopyTo(output, 1000);
        return output.ToArray();
    }

    private static byte[] Zip(byte[] bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, level)) gzip.Write(bytes);
        // An empty stream writes no member of its own.
        return bytes.Length == 0 ? [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0] : file.ToArray();
    }
}
