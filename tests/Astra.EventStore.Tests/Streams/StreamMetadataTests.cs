using System.Text;
using System.Text.Json.Nodes;
using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests;

public class StreamMetadataTests
{
    [Fact]
    public void Values_go_by_their_official_keys() =>
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"$maxCount":8,"$maxAge":3600,"$tb":12}"""),
            JsonNode.Parse(new StreamMetadata(8, TimeSpan.FromHours(1), 12).ToJson())));

    [Fact]
    public void Unknown_keys_come_back()
    {
        StreamMetadata read = StreamMetadata.Parse(Encoding.UTF8.GetBytes("""{"$maxCount":3,"$acl":{"$r":["$all"]},"mine":[1,2]}"""));
        Assert.Equal((3, null, null), (read.MaxCount, read.MaxAge, read.TruncateBefore));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"$acl":{"$r":["$all"]},"mine":[1,2],"$maxCount":4}"""), JsonNode.Parse((read with { MaxCount = 4 }).ToJson())));
        Assert.Equal(read, StreamMetadata.Parse(read.ToJson()));
    }

    [Fact]
    public void A_deleted_stream_s_mark_fits() =>
        Assert.Equal(long.MaxValue, StreamMetadata.Parse("""{"$tb":9223372036854775807}"""u8.ToArray()).TruncateBefore);
}
