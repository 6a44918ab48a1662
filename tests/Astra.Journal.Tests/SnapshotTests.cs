namespace Astra.Journal.Tests;

public class SnapshotTests
{
    [Fact]
    public void The_newest_snapshot_at_or_before_a_sequence_is_loaded_and_old_ones_go()
    {
        using TempFolder folder = new();
        SnapshotStore store = new(folder.Path, kept: 3);
        for (int i = 1; i <= 5; i++) store.Save(i * 10, [(byte)i, 2, 3]);
        Assert.Equal([30L, 40L, 50L], store.List());
        Assert.True(store.TryLoad(49, out long sequence, out byte[]? state));
        Assert.Equal((40L, (byte)4), (sequence, state[0]));
        Assert.False(store.TryLoad(29, out _, out _));
    }

    [Fact]
    public void A_snapshot_with_any_byte_flipped_or_cut_at_any_length_is_passed_over_and_reported()
    {
        using TempFolder folder = new();
        List<string> reports = [];
        SnapshotStore store = new(folder.Path, report: reports.Add);
        store.Save(10, [1, 2, 3, 4, 5]);
        store.Save(20, [6, 7, 8, 9, 10]);
        string path = Directory.GetFiles(Path.Combine(folder.Path, "snapshots"), "*20.snap").Single();
        byte[] good = File.ReadAllBytes(path);
        for (int at = 0; at < good.Length * 2; at++)
        {
            byte[] bad = (byte[])good.Clone();
            if (at < good.Length) bad[at] ^= 1;
            else bad = bad[..(at - good.Length)];
            File.WriteAllBytes(path, bad);
            Assert.True(store.TryLoad(long.MaxValue, out long sequence, out byte[]? state));
            Assert.Equal((10L, (byte)1), (sequence, state[0]));
            Assert.Equal(at + 1, reports.Count);
        }
        Assert.All(reports, r => Assert.Contains("passed over", r));
    }
}
