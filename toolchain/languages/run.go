package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// The script of Pulumi's Python SDK that runs a program; it stands next to this program.
const executor = "pulumi-language-python-exec"

// What the script ends with after it has reported what is wrong.
const alreadyReported = 32

// A pythonHost runs programs in Python, besides generating code.
type pythonHost struct{ *host }

type runningProgram struct {
	lock    sync.Mutex
	process *os.Process
}

func (program *runningProgram) set(process *os.Process) {
	program.lock.Lock()
	defer program.lock.Unlock()
	program.process = process
}

func (program *runningProgram) signal(signal os.Signal) {
	program.lock.Lock()
	defer program.lock.Unlock()
	if program.process != nil {
		_ = program.process.Signal(signal)
	}
}

// Run runs a program to its end.
func (served *pythonHost) Run(
	_ context.Context, request *pulumirpc.RunRequest,
) (*pulumirpc.RunResponse, error) {
	command, err := served.command(request)
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	served.program.set(command.Process)
	err = command.Wait()
	served.program.set(nil)
	var ended *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case errors.As(err, &ended) && ended.ExitCode() == alreadyReported:
		return &pulumirpc.RunResponse{Bail: true}, nil
	default:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("the program ended: %v", err)}, nil
	}
}

// Cancel stops the program that is running.
func (served *pythonHost) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	served.program.signal(os.Interrupt)
	return &emptypb.Empty{}, nil
}

func (served *pythonHost) command(request *pulumirpc.RunRequest) (*exec.Cmd, error) {
	own, err := os.Executable()
	if err != nil {
		return nil, err
	}
	python, err := pythonOf(request.GetInfo())
	if err != nil {
		return nil, err
	}
	config, err := json.Marshal(request.GetConfig())
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(append([]string{}, request.GetConfigSecretKeys()...))
	if err != nil {
		return nil, err
	}
	args := []string{"-u", filepath.Join(filepath.Dir(own), executor)}
	for _, each := range [][2]string{
		{"monitor", request.GetMonitorAddress()},
		{"engine", served.engine},
		{"organization", request.GetOrganization()},
		{"project", request.GetProject()},
		{"stack", request.GetStack()},
		{"root_directory", request.GetInfo().GetRootDirectory()},
		{"pwd", request.GetInfo().GetProgramDirectory()},
		{"parallel", strconv.Itoa(int(request.GetParallel()))},
		{"dry_run", strconv.FormatBool(request.GetDryRun())},
	} {
		if each[1] != "" {
			args = append(args, "--"+each[0], each[1])
		}
	}
	program := request.GetInfo().GetEntryPoint()
	if program == "" {
		program = "."
	}
	command := exec.Command(python, append(append(args, program), request.GetArgs()...)...)
	command.Dir = request.GetInfo().GetProgramDirectory()
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	command.Env = append(os.Environ(),
		"PULUMI_CONFIG="+string(config), "PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys))
	return command, nil
}
