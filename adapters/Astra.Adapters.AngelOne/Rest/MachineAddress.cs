using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Astra.Adapters.AngelOne;

/// <summary>What this machine's first network card that is up calls itself; zeros when there is none.</summary>
internal static class MachineAddress
{
    public static (string Local, string Mac) Find()
    {
        foreach (NetworkInterface card in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (card.OperationalStatus != OperationalStatus.Up || card.NetworkInterfaceType == NetworkInterfaceType.Loopback) continue;
            foreach (UnicastIPAddressInformation address in card.GetIPProperties().UnicastAddresses)
                if (address.Address.AddressFamily == AddressFamily.InterNetwork)
                    return (address.Address.ToString(), MacOf(card.GetPhysicalAddress()));
        }
        return ("127.0.0.1", MacOf(PhysicalAddress.None));
    }

    private static string MacOf(PhysicalAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return string.Join(':', (bytes.Length == 6 ? bytes : new byte[6]).Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
