namespace Astra.Feeds.Tests;

public class ShoonyaRestFaults : RestFaults
{
    internal override RigVendor Vendor => RigVendor.ShoonyaOAuth;
}
