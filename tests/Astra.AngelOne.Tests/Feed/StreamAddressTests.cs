namespace Astra.Adapters.AngelOne.Tests;

public class StreamAddressTests
{
    [Fact]
    public void An_address_with_a_path_is_taken_as_it_is()
    {
        var address = new AngelStreamAddress(new Uri("wss://host.example/smart-stream"));
        for (int i = 0; i < 3; i++) Assert.Equal("wss://host.example/smart-stream", address.Next().ToString());
    }

    [Fact]
    public void One_without_is_tried_both_ways_until_one_answers()
    {
        var address = new AngelStreamAddress(new Uri("ws://127.0.0.1:9"));
        Assert.Equal("ws://127.0.0.1:9/smart-stream", address.Next().ToString());
        Assert.Equal("ws://127.0.0.1:9/", address.Next().ToString());
        Assert.Equal("ws://127.0.0.1:9/smart-stream", address.Next().ToString());
        Assert.Equal("ws://127.0.0.1:9/", address.Next().ToString());
        address.Answered();
        Assert.Equal("ws://127.0.0.1:9/", address.Next().ToString());
    }

    [Fact]
    public void Options_follow_from_what_is_given()
    {
        AngelOneOptions usual = AngelOneOptions.From(null, null);
        Assert.Equal(new AngelOneOptions(), usual);
        AngelOneOptions other = AngelOneOptions.From(new Uri("http://127.0.0.1:8080/"), new Uri("ws://127.0.0.1:8081"));
        Assert.Equal("http://127.0.0.1:8080/OpenAPI_File/files/OpenAPIScripMaster.json", other.Master.ToString());
        Assert.Equal("ws://127.0.0.1:8081/smart-order-update", other.OrderStream.ToString());
        Assert.Equal("http://127.0.0.1:8080/rest/x", other.Call("/rest/x").ToString());
        Assert.Equal("http://h/root/rest/x", AngelOneOptions.From(new Uri("http://h/root"), null).Call("/rest/x").ToString());
        Assert.Equal("http://m/x.json", AngelOneOptions.From(new Uri("http://h"), null, new Uri("http://m/x.json")).Master.ToString());
    }
}
