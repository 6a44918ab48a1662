using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests;

public class ConnectionStringTests
{
    private const string Secret = "s3cr3t-word";

    [Theory]
    [InlineData("esdb://localhost:2113", true)]
    [InlineData("ESDB+Discover://name", true)]
    [InlineData("kurrentdb://a,b,c", true)]
    [InlineData("kurrent+discover://a", true)]
    [InlineData("kdb://a", true)]
    [InlineData("/data/journal", false)]
    [InlineData("C:\\data\\journal", false)]
    [InlineData("http://localhost:2113", false)]
    [InlineData("esdb:localhost", false)]
    public void A_scheme_tells_a_server_from_a_folder(string text, bool server) => Assert.Equal(server, EventStoreSettings.IsConnectionString(text));

    [Fact]
    public void What_is_not_said_is_as_in_the_official_clients()
    {
        EventStoreSettings settings = Parse("esdb://localhost");
        Assert.Equal([new NodeAddress("localhost", 2113)], settings.Seeds);
        Assert.False(settings.Discover);
        Assert.True(settings.Tls);
        Assert.True(settings.TlsVerifyCert);
        Assert.Null(settings.TlsCaFile);
        Assert.Equal(NodePreference.Leader, settings.NodePreference);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.KeepAliveInterval);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.KeepAliveTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(100), settings.DiscoveryInterval);
        Assert.Equal(10, settings.MaxDiscoverAttempts);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.GossipTimeout);
        Assert.Null(settings.DefaultDeadline);
        Assert.True(settings.ThrowOnAppendFailure);
        Assert.Null(settings.Credentials);
    }

    [Fact]
    public void Every_key_is_read_whatever_its_case()
    {
        EventStoreSettings settings = Parse(
            "kurrentdb+discover://cluster.example:2114/?TLS=false&TlsVerifyCert=false&tlscafile=%2Fcerts%2Fca.crt&nodepreference=ReadOnlyReplica&keepaliveinterval=-1&keepAliveTimeout=4000" +
            "&discoveryInterval=250&maxDiscoverAttempts=3&gossipTimeout=700&defaultDeadline=2500&throwOnAppendFailure=false&connectionName=my%20engine&userCertFile=a.crt&userKeyFile=a.key");
        Assert.Equal([new NodeAddress("cluster.example", 2114)], settings.Seeds);
        Assert.True(settings.Discover);
        Assert.False(settings.Tls);
        Assert.False(settings.TlsVerifyCert);
        Assert.Equal("/certs/ca.crt", settings.TlsCaFile);
        Assert.Equal(NodePreference.ReadOnlyReplica, settings.NodePreference);
        Assert.Equal(Timeout.InfiniteTimeSpan, settings.KeepAliveInterval);
        Assert.Equal(TimeSpan.FromSeconds(4), settings.KeepAliveTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(250), settings.DiscoveryInterval);
        Assert.Equal(3, settings.MaxDiscoverAttempts);
        Assert.Equal(TimeSpan.FromMilliseconds(700), settings.GossipTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(2500), settings.DefaultDeadline);
        Assert.False(settings.ThrowOnAppendFailure);
        Assert.Equal("my engine", settings.ConnectionName);
        Assert.Equal("a.crt", settings.UserCertFile);
        Assert.Equal("a.key", settings.UserKeyFile);
    }

    [Theory]
    [InlineData("esdb://a:1,b:2,c", "a:1 b:2 c:2113", true)]
    [InlineData("esdb://a:1,A:1", "a:1", false)]
    [InlineData("esdb://[::1]:2114", "[::1]:2114", false)]
    [InlineData("esdb://[::1]", "[::1]:2113", false)]
    [InlineData("esdb+discover://10.0.0.1", "10.0.0.1:2113", true)]
    [InlineData("esdb://a/", "a:2113", false)]
    [InlineData("esdb://a?", "a:2113", false)]
    public void Hosts_are_read(string text, string hosts, bool discover)
    {
        EventStoreSettings settings = Parse(text);
        Assert.Equal(hosts, string.Join(' ', settings.Seeds));
        Assert.Equal(discover, settings.Discover);
    }

    [Theory]
    [InlineData("esdb://admin:changeit@a", "admin", "admin:changeit")]
    [InlineData("esdb://ad%40min:p%3Aa%2Fs%3Fs%25@a", "ad@min", "ad@min:p:a/s?s%")]
    [InlineData("esdb://admin:with@at@a", "admin", "admin:with@at")]
    [InlineData("esdb://admin:with/slash@a", "admin", "admin:with/slash")]
    [InlineData("esdb://admin:@a", "admin", "admin:")]
    [InlineData("esdb://j%C3%BCrgen:gr%C3%BC%C3%9Fe@a", "jürgen", "jürgen:grüße")]
    public void Users_and_passwords_are_decoded(string text, string user, string pair)
    {
        EventStoreCredentials credentials = Parse(text).Credentials!;
        Assert.Equal(user, credentials.User);
        Assert.Equal("Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pair)), credentials.Authorization());
    }

    [Fact]
    public void The_environment_fills_in_what_the_string_leaves_out()
    {
        Dictionary<string, string?> both = new() { [ConnectionString.UserVariable] = "ops", [ConnectionString.PasswordVariable] = Secret };
        Assert.Equal(new EventStoreCredentials("ops", Secret), EventStoreSettings.Parse("esdb://a", both.GetValueOrDefault).Credentials);
        Assert.Equal(new EventStoreCredentials("admin", Secret), EventStoreSettings.Parse("esdb://admin@a", both.GetValueOrDefault).Credentials);
        Assert.Equal(new EventStoreCredentials("admin", "own"), EventStoreSettings.Parse("esdb://admin:own@a", both.GetValueOrDefault).Credentials);
        both.Remove(ConnectionString.PasswordVariable);
        EventStoreException error = Assert.Throws<EventStoreException>(() => EventStoreSettings.Parse("esdb://a", both.GetValueOrDefault));
        Assert.Contains(ConnectionString.PasswordVariable, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("esdb://a?color=red", "'color'")]
    [InlineData("esdb://a?tls=false&TLS=true", "'TLS' stands twice")]
    [InlineData("esdb://a?tls", "'tls' has no value")]
    [InlineData("esdb://a?tls=yes", "'tls'")]
    [InlineData("esdb://a?tlsVerifyCert=1", "'tlsVerifyCert'")]
    [InlineData("esdb://a?tlsCaFile=", "'tlsCaFile'")]
    [InlineData("esdb://a?nodePreference=2", "'nodePreference'")]
    [InlineData("esdb://a?nodePreference=nearest", "'nodePreference'")]
    [InlineData("esdb://a?keepAliveInterval=-2", "'keepAliveInterval'")]
    [InlineData("esdb://a?keepAliveTimeout=0", "'keepAliveTimeout'")]
    [InlineData("esdb://a?discoveryInterval=-1", "'discoveryInterval'")]
    [InlineData("esdb://a?maxDiscoverAttempts=0", "'maxDiscoverAttempts'")]
    [InlineData("esdb://a?gossipTimeout=1.5", "'gossipTimeout'")]
    [InlineData("esdb://a?defaultDeadline=soon", "'defaultDeadline'")]
    [InlineData("esdb://a?throwOnAppendFailure=", "'throwOnAppendFailure'")]
    [InlineData("esdb://a?connectionName=%0A", "'connectionName'")]
    [InlineData("esdb://a?userCertFile=x", "userKeyFile")]
    [InlineData("esdb://", "host 1")]
    [InlineData("esdb://a,", "host 2")]
    [InlineData("esdb://a:0", "host 1")]
    [InlineData("esdb://a:70000", "host 1")]
    [InlineData("esdb://a:+1", "host 1")]
    [InlineData("esdb://[::1", "host 1")]
    [InlineData("esdb://a/stream", "path")]
    [InlineData("esdb://:word@a", "no user")]
    [InlineData("esdb://admin@a", "no password")]
    [InlineData("esdb://ad%3Amin:x@a", "holds a ':'")]
    [InlineData("esdb://admin:50%@a", "percent")]
    [InlineData("mongodb://a", "does not begin")]
    public void A_wrong_part_is_named(string text, string part)
    {
        EventStoreException error = Assert.Throws<EventStoreException>(() => Parse(text));
        Assert.Equal(JournalErrorKind.BadOption, error.Kind);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("esdb://admin:" + Secret)]
    [InlineData("esdb://admin:" + Secret + "?x@a")]
    [InlineData("esdb://admin:1?" + Secret + "@a")]
    [InlineData("esdb://admin:1?" + Secret + "=2&x@a")]
    [InlineData("esdb://admin:" + Secret + "/x")]
    [InlineData("esdb://admin:%" + Secret + "@a")]
    [InlineData("esdb://:" + Secret + "@a")]
    [InlineData("esdb://admin:" + Secret + "@a?tls=maybe")]
    [InlineData("esdb://admin:" + Secret + "@a?unknown=1")]
    [InlineData("esdb://admin:" + Secret + "@a:port")]
    [InlineData("edsb://admin:" + Secret + "@a")]
    public void No_error_says_the_password(string text)
    {
        EventStoreException error = Assert.Throws<EventStoreException>(() => Parse(text));
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_printed_without_the_password_and_read_back_the_same()
    {
        const string Text = "esdb+discover://ad%40min:" + Secret + "@cluster:2114?tlsCaFile=%2Fca%20file.crt&nodePreference=readOnlyReplica&keepAliveInterval=-1&defaultDeadline=2500&connectionName=x%26y";
        EventStoreSettings settings = Parse(Text);
        string printed = settings.ToString();
        Assert.DoesNotContain(Secret, printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, $"{settings.Credentials}", StringComparison.Ordinal);
        Assert.Equal("esdb+discover://ad%40min@cluster:2114?tlsCaFile=%2Fca%20file.crt&nodePreference=readOnlyReplica&keepAliveInterval=-1&defaultDeadline=2500&connectionName=x%26y", printed);
        Assert.Equal(settings, EventStoreSettings.Parse(printed, name => name == ConnectionString.PasswordVariable ? Secret : null));
        Assert.NotEqual(settings, EventStoreSettings.Parse(printed, _ => "another"));
        Assert.Equal("esdb://a:2113,b:2113", Parse("kdb://a,b?tls=true").ToString());
    }

    private static EventStoreSettings Parse(string text) => EventStoreSettings.Parse(text, _ => null);
}
